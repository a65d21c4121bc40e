import { Alert, SegmentedControl } from '@mantine/core'
import { resolveApp } from '@tangram/app-model'
import { type Locale, locales } from '@tangram/data-model'
import type { FormDocument } from '@tangram/form-engine'
import { AsOnPhone, FormView, InLanguage, recordSources, useClient, useForm, useFormat, useLocale, useTranslation } from '@tangram/ui'
import { Suspense, useMemo, useState } from 'react'
import { useDraft } from '../draft/draft-context.tsx'
import { platform } from '../platform.ts'
import classes from './try-form.module.css'

/** The form as it is now, to be filled in as people will: in both languages, on a desk and on a phone. Nothing is kept. */
export function TryForm({ form }: { form: FormDocument }) {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const [language, setLanguage] = useState<Locale>(locale)
  const [width, setWidth] = useState<'desktop' | 'phone'>('desktop')
  const [isDone, setDone] = useState(false)
  return (
    <div>
      <div className={classes.choices}>
        <SegmentedControl
          aria-label={t('try-language')}
          value={language}
          onChange={(next) => setLanguage(next as Locale)}
          data={locales.map((one) => ({ value: one, label: one === 'en' ? 'English' : '中文' }))}
        />
        <SegmentedControl
          aria-label={t('try-width')}
          value={width}
          onChange={(next) => setWidth(next as 'desktop' | 'phone')}
          data={[
            { value: 'desktop', label: t('try-desktop') },
            { value: 'phone', label: t('try-phone') },
          ]}
        />
      </div>
      {isDone && (
        <Alert variant="light" color="success" mb="md" withCloseButton closeButtonLabel={t('close')} onClose={() => setDone(false)}>
          {t('try-done')}
        </Alert>
      )}
      <div className={classes.sheet} data-width={width} lang={language}>
        <InLanguage locale={language}>
          <Suspense fallback={null}>
            <AsOnPhone value={width === 'phone'}>
              <Tried key={language} form={form} onDone={() => setDone(true)} />
            </AsOnPhone>
          </Suspense>
        </InLanguage>
      </div>
    </div>
  )
}

function Tried({ form, onDone }: { form: FormDocument; onDone: () => void }) {
  const format = useFormat()
  const client = useClient()
  const { document } = useDraft()
  const entity = document.entities.items[form.entity]
  const lookup = useMemo(() => {
    const app = resolveApp(document, platform)
    return (id: string) => app.entity(id)
  }, [document])
  const sources = useMemo(() => recordSources(client, document.id), [client, document.id])
  const model = useForm({ form, entity: entity ?? nothing, lookup })
  return (
    <>
      <h2 className={classes.title}>{format.text(form.label, form.id)}</h2>
      {form.description && <p className={classes.lead}>{format.text(form.description)}</p>}
      <FormView key={form.id} model={model} sources={sources} onSubmit={onDone} />
    </>
  )
}

const nothing = { id: 'nothing', label: {}, title: '', fields: { order: [], items: {} } }
