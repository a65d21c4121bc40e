import { Alert } from '@mantine/core'
import type { Id } from '@tangram/data-model'
import type { FormModel } from '@tangram/form-engine'
import { useContext, useEffect, useRef, useSyncExternalStore } from 'react'
import { useFormat } from '../format/use-format.ts'
import { useLocale } from '../i18n/locale.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { fieldElementId } from './form-field.tsx'
import { type FormUploads, obstaclesOf } from './form-uploads.ts'
import classes from './form-view.module.css'
import { focusWhenShown, RevealContext } from './reveal.ts'

/** How often somebody wanted to go on in vain, and whether the last time takes the focus to what is wrong. */
export type Attempts = { count: number; takesFocus: boolean }

type ErrorSummaryProps = {
  model: FormModel
  uploads: FormUploads
  attempts: Attempts
  prefix: string
  /** Only what is wrong with these; all of the form when absent. */
  fields?: readonly Id[]
}

/** The field that an error is about: that of a cell is its sub-form. */
const fieldAt = (path: string): Id => path.split('/')[1] ?? ''

/** After a try to go on: how many fields are wrong, with a link to each. The first of them takes the focus. */
export function ErrorSummary({ model, uploads, attempts, prefix, fields }: ErrorSummaryProps) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const reveal = useContext(RevealContext)
  const colon = useLocale().locale === 'zh-CN' ? '：' : ': '
  useSyncExternalStore(model.subscribeForm, model.state)
  useSyncExternalStore(uploads.subscribe, uploads.state)
  const obstacles = obstaclesOf(model, uploads).filter(({ path }) => !fields || fields.includes(fieldAt(path)))
  const latest = useRef(obstacles)
  latest.current = obstacles
  const focusField = useRef((path: string) => {
    reveal?.show(fieldAt(path))
    focusWhenShown(fieldElementId(prefix, fieldAt(path)))
  }).current
  useEffect(() => {
    const first = latest.current[0]
    if (first && attempts.takesFocus) focusField(first.path)
  }, [attempts, focusField])
  if (obstacles.length === 0) return null
  return (
    <Alert variant="light" color="danger" title={t('form.errors', { count: obstacles.length })}>
      <ul className={classes.summary}>
        {obstacles.map(({ path, error, failed }) => (
          <li key={path + (error?.code ?? 'upload')}>
            <a
              href={`#${fieldElementId(prefix, fieldAt(path))}`}
              onClick={(event) => {
                event.preventDefault()
                focusField(path)
              }}
            >
              {format.text(model.plan.fields[fieldAt(path)]?.label, path.slice(1))}
            </a>
            {colon}
            {error ? format.text(error.message, error.code) : t('form.not-uploaded', { count: failed })}
          </li>
        ))}
      </ul>
    </Alert>
  )
}
