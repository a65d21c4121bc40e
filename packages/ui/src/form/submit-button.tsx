import { Button, type ButtonProps, Loader } from '@mantine/core'
import type { MouseEventHandler } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { type FormUploads, useAwaitedFiles } from './form-uploads.ts'
import classes from './submit-button.module.css'

export type SubmitButtonProps = ButtonProps & {
  uploads: FormUploads
  /** Whether it is this button that waits when the form waits; with several ways out only one does. */
  waits?: boolean
  type?: 'submit' | 'button'
  onClick?: MouseEventHandler<HTMLButtonElement>
}

/** Hands a form in. While files are still under way it says how many; it keeps its focus and takes no second press. */
export function SubmitButton({ uploads, waits = true, children, onClick, ...rest }: SubmitButtonProps) {
  const { t } = useTranslation('ui')
  const awaited = useAwaitedFiles(uploads)
  const isWaiting = waits && awaited > 0
  return (
    <Button
      {...rest}
      aria-disabled={awaited > 0 || undefined}
      {...(onClick && awaited === 0 ? { onClick } : {})}
      {...(isWaiting ? { leftSection: <Loader size={16} color="currentColor" /> } : {})}
    >
      {isWaiting ? t('form.uploading', { count: awaited }) : children}
    </Button>
  )
}

/** Tells, also aloud, that the form goes off by itself, and lets one think again. */
export function WaitingNote({ uploads }: { uploads: FormUploads }) {
  const { t } = useTranslation('ui')
  const awaited = useAwaitedFiles(uploads)
  return (
    <div className={classes.waiting} data-waiting={awaited > 0 || undefined}>
      <p role="status">{awaited > 0 && t('form.waits', { count: awaited })}</p>
      {awaited > 0 && (
        <Button variant="subtle" size="compact-sm" className={classes.stop} onClick={uploads.stopWaiting}>
          {t('form.stop-waiting')}
        </Button>
      )}
    </div>
  )
}
