import { DateInput, DatesProvider } from '@mantine/dates'
import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/zh-cn'
import { IconCalendar } from '@tabler/icons-react'
import { useRef } from 'react'
import { useLocale } from '../../i18n/locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

type CalendarInputProps = {
  id: string
  value: string
  onChange: (day: string) => void
  onBlur: () => void
  min?: string | undefined
  max?: string | undefined
  error?: boolean
  attributes: { input: Record<string, string | boolean | undefined> }
}

/** A day typed or picked from a calendar. A file of its own, so that forms without dates do not carry it. */
export default function CalendarInput({ value, onChange, min, max, ...rest }: CalendarInputProps) {
  const { t } = useTranslation('ui')
  const isOpen = useRef(false)
  const isChinese = useLocale().locale === 'zh-CN'
  return (
    <DatesProvider settings={{ locale: isChinese ? 'zh-cn' : 'en', firstDayOfWeek: isChinese ? 1 : 0, weekendDays: [] }}>
      <DateInput
        {...rest}
        value={value || null}
        onChange={(day) => onChange(day ?? '')}
        valueFormat="YYYY-MM-DD"
        monthLabelFormat={isChinese ? 'YYYY年M月' : 'MMMM YYYY'}
        minDate={min}
        maxDate={max}
        previousLabel={t('calendar.previous')}
        nextLabel={t('calendar.next')}
        hideOutsideDates
        clearable
        clearButtonProps={{ 'aria-label': t('clear') }}
        placeholder="YYYY-MM-DD"
        leftSection={<IconCalendar size={16} stroke={1.5} />}
        leftSectionPointerEvents="none"
        // Esc closes the calendar alone, not what the form stands in.
        onKeyDown={(event) => {
          if (event.key === 'Escape' && isOpen.current) event.stopPropagation()
        }}
        popoverProps={{
          withinPortal: true,
          onOpen: () => {
            isOpen.current = true
          },
          onClose: () => {
            isOpen.current = false
          },
        }}
      />
    </DatesProvider>
  )
}
