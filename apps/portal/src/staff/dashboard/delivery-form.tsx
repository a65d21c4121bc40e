import { Button, Group, NumberInput, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { type Named, useClient, useLocale, useSession } from '@tangram/ui'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { deliveriesTexts } from '../../texts/deliveries.ts'
import { PeoplePicker } from '../people/people-picker.tsx'
import { wordsOf } from './save-menu.tsx'
import { type Every, scheduleOf, whenOf } from './schedule.ts'

/** A regular delivery as the server tells of it. */
export type Delivery = {
  id: string
  schedule: string
  zone: string
  people: string[]
  addresses: string[]
  channel: 'mail' | 'app'
  format: 'pdf' | 'xlsx' | 'png'
  isPaused: boolean
  endedReason: 'owner' | 'dashboard' | null
  nextAt: string | null
  lastAt: string | null
  dashboard: string
  owner: { id: string; name: string }
  /** What became of the last one. */
  results: { recipient: string; outcome: 'sent' | 'skipped' | 'failed'; reason: string | null }[]
  calendar: string | null
  onlyWhen: Condition | null
}

type Condition = { is: 'something' } | { is: 'above'; report: string; than: number }

type Choice = { value: string; label: string }

type FormProps = {
  path: string
  delivery: Delivery | undefined
  values: object
  /** The reports of the dashboard, and the calendars of the app. */
  reports: Choice[]
  calendars: Choice[]
  onDone: () => void
}

const everies = ['daily', 'working', 'weekly', 'monthly'] as const
const zones = Intl.supportedValuesOf('timeZone')

/** Whom a dashboard goes to, when and how. */
export function DeliveryForm({ path, delivery, values, reports, calendars, onDone }: FormProps) {
  const t = useArea(deliveriesTexts)
  const client = useClient()
  const { locale } = useLocale()
  const session = useSession()
  const [when, setWhen] = useState(whenOf(delivery?.schedule ?? '0 8 * * 1-5'))
  const [zone, setZone] = useState(delivery?.zone ?? session.data?.person?.zone ?? 'Asia/Shanghai')
  const [people, setPeople] = useState<Named[]>([])
  const [addresses, setAddresses] = useState(delivery?.addresses ?? [])
  const [channel, setChannel] = useState(delivery?.channel ?? 'mail')
  const [format, setFormat] = useState(delivery?.format ?? 'pdf')
  const [calendar, setCalendar] = useState(delivery?.calendar ?? '')
  const [onlyWhen, setOnlyWhen] = useState<Condition | null>(delivery?.onlyWhen ?? null)
  const [failure, setFailure] = useState('')
  const [isSaving, setIsSaving] = useState(false)

  const ids = delivery?.people ?? []
  const named = useQuery({
    queryKey: ['people', 'of-delivery', ids],
    queryFn: () => client.get<Named[]>(`/people?ids=${ids.join(',')}`),
    enabled: ids.length > 0,
  })
  useEffect(() => {
    if (named.data) setPeople(named.data)
  }, [named.data])

  const save = async (event: FormEvent) => {
    event.preventDefault()
    setIsSaving(true)
    const asked = {
      schedule: scheduleOf(when),
      zone,
      people: people.map(({ id }) => id),
      addresses: channel === 'mail' ? addresses : [],
      channel,
      format,
      values,
      calendar: calendar || null,
      onlyWhen,
    }
    try {
      await (delivery ? client.send('PATCH', `/deliveries/${delivery.id}`, asked) : client.send('POST', path, asked))
      onDone()
    } catch (error) {
      setFailure(wordsOf(error))
      setIsSaving(false)
    }
  }

  const weekday = (day: number) => new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day))
  return (
    <form onSubmit={(event) => void save(event)}>
      <Stack gap={12}>
        <Group grow align="flex-start">
          <Select
            label={t('every')}
            allowDeselect={false}
            data={everies.map((value) => ({ value, label: t(value) }))}
            value={when.every}
            onChange={(every) => setWhen({ ...when, every: every as Every })}
          />
          <TextInput
            type="time"
            required
            label={t('at')}
            value={when.at}
            onChange={(event) => setWhen({ ...when, at: event.currentTarget.value })}
          />
        </Group>
        {when.every === 'weekly' && (
          <Select
            label={t('weekday')}
            allowDeselect={false}
            data={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: weekday(day) }))}
            value={when.weekday}
            onChange={(day) => setWhen({ ...when, weekday: day ?? '1' })}
          />
        )}
        {when.every === 'monthly' && (
          <Select
            label={t('day')}
            allowDeselect={false}
            data={[
              ...Array.from({ length: 28 }, (_, day) => ({ value: String(day + 1), label: String(day + 1) })),
              { value: 'L', label: t('lastDay') },
            ]}
            value={when.day}
            onChange={(day) => setWhen({ ...when, day: day ?? '1' })}
          />
        )}
        {calendars.length > 0 && (
          <Select
            label={t('calendar')}
            allowDeselect={false}
            data={[{ value: '', label: t('noCalendar') }, ...calendars]}
            value={calendar}
            onChange={(value) => setCalendar(value ?? '')}
          />
        )}
        <Select
          label={t('onlyWhen')}
          allowDeselect={false}
          data={[
            { value: 'always', label: t('always') },
            { value: 'something', label: t('something') },
            ...(reports.length > 0 ? [{ value: 'above', label: t('above') }] : []),
          ]}
          value={onlyWhen?.is ?? 'always'}
          onChange={(is) =>
            setOnlyWhen(is === 'something' ? { is } : is === 'above' ? { is, report: reports[0]?.value ?? '', than: 0 } : null)
          }
        />
        {onlyWhen?.is === 'above' && (
          <Group grow align="flex-start">
            <Select
              label={t('figureOf')}
              allowDeselect={false}
              data={reports}
              value={onlyWhen.report}
              onChange={(report) => setOnlyWhen({ ...onlyWhen, report: report ?? onlyWhen.report })}
            />
            <NumberInput
              label={t('than')}
              value={onlyWhen.than}
              onChange={(than) => setOnlyWhen({ ...onlyWhen, than: typeof than === 'number' ? than : 0 })}
            />
          </Group>
        )}
        <Select label={t('zone')} searchable allowDeselect={false} data={zones} value={zone} onChange={(value) => setZone(value ?? zone)} />
        <Group grow align="flex-start">
          <Select
            label={t('channel')}
            allowDeselect={false}
            data={(['mail', 'app'] as const).map((value) => ({ value, label: t(value) }))}
            value={channel}
            onChange={(value) => setChannel(value as Delivery['channel'])}
          />
          {channel === 'mail' && (
            <Select
              label={t('format')}
              allowDeselect={false}
              data={(['pdf', 'xlsx', 'png'] as const).map((value) => ({ value, label: t(value) }))}
              value={format}
              onChange={(value) => setFormat(value as Delivery['format'])}
            />
          )}
        </Group>
        <div>
          <PeoplePicker label={t('people')} value={people} onChange={setPeople} />
          <Text size="sm" c="dimmed">
            {t('peopleNote')}
          </Text>
        </div>
        {channel === 'mail' && (
          <TagsInput label={t('addresses')} description={t('addressesNote')} value={addresses} onChange={setAddresses} />
        )}
        <Text size="sm" c="dimmed">
          {t('frozen')}
        </Text>
        {failure && (
          <Text role="alert" c="danger">
            {failure}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('back')}
          </Button>
          <Button type="submit" loading={isSaving} disabled={people.length + addresses.length === 0}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
