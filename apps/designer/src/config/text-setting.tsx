import { Button, Menu, ScrollArea, Textarea } from '@mantine/core'
import { isJsonObject, type LocalizedText } from '@tangram/data-model'
import { Icon, useLocale, useTranslation } from '@tangram/ui'
import { useRef } from 'react'
import { useNames, useScope } from './names.tsx'
import { SettingFrame } from './setting-frame.tsx'
import type { SettingProps } from './setting-props.ts'

const names = { 'zh-CN': '中文', en: 'English' }

/** A text that people will read, in both languages, the reader's own first. Fields of the record are put in where the cursor stands. */
export function TextSetting({ label, description, value, entity, onChange }: SettingProps) {
  const { locale } = useLocale()
  const current = (isJsonObject(value) ? value : {}) as LocalizedText
  const order = locale === 'en' ? (['en', 'zh-CN'] as const) : (['zh-CN', 'en'] as const)
  return (
    <SettingFrame label={label} description={description}>
      {order.map((language) => (
        <OneText
          key={language}
          language={language}
          entity={entity}
          withLink={description?.includes('{{link}}') === true}
          value={current[language] ?? ''}
          onChange={(text) => onChange({ ...current, [language]: text })}
        />
      ))}
    </SettingFrame>
  )
}

type OneTextProps = {
  language: 'zh-CN' | 'en'
  entity: string | undefined
  /** True: `{{link}}` stands for the address that is sent along. */
  withLink: boolean
  value: string
  onChange: (text: string) => void
}

function OneText({ language, entity, withLink, value, onChange }: OneTextProps) {
  const { t } = useTranslation('designer')
  const area = useRef<HTMLTextAreaElement>(null)
  const fields = useNames(useScope(entity)).filter(({ path }) => !path.startsWith('$'))
  function insert(name: string) {
    const { selectionStart = value.length, selectionEnd = value.length } = area.current ?? {}
    onChange(`${value.slice(0, selectionStart)}{{${name}}}${value.slice(selectionEnd)}`)
  }
  return (
    <div>
      <Textarea
        ref={area}
        lang={language}
        label={names[language]}
        autosize
        minRows={1}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            variant="subtle"
            size="compact-sm"
            mt={4}
            leftSection={<Icon name="plus" size={14} />}
            aria-label={`${t('insert-field')} · ${names[language]}`}
          >
            {t('insert-field')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <ScrollArea.Autosize mah={280} type="auto">
            {withLink && <Menu.Item onClick={() => insert('link')}>{t('the-link')}</Menu.Item>}
            {fields.map(({ path, label }) => (
              <Menu.Item key={path} onClick={() => insert(path)}>
                {label}
              </Menu.Item>
            ))}
          </ScrollArea.Autosize>
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
