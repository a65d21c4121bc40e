import { createFormUploads, type FormUploads } from '@tangram/ui'
import { useState } from 'react'
import type { LeaveDialogProps } from './leave-dialog.tsx'

/**
 * Closes a panel with a form in it, after asking when files of it are still under way or failed: those are kept nowhere.
 *
 * @param hasChanges whether there are other changes that closing loses; a form that keeps a draft has none
 * @returns `uploads` for the form, `leave` in place of `onLeave`, `dialog` for a `LeaveDialog`
 */
export function useLeaving(
  onLeave: () => void,
  hasChanges: () => boolean = () => false,
): { uploads: FormUploads; leave: () => void; dialog: LeaveDialogProps } {
  const [uploads] = useState(createFormUploads)
  const [losing, setLosing] = useState<LeaveDialogProps['losing']>()
  const leave = () => {
    const hasFiles = Object.values(uploads.state().fields).some(({ running, failed }) => running + failed > 0)
    const lost = hasChanges() ? 'changes' : hasFiles ? 'files' : undefined
    if (lost) setLosing(lost)
    else onLeave()
  }
  const stay = () => setLosing(undefined)
  return {
    uploads,
    leave,
    dialog: {
      losing,
      onStay: stay,
      onLeave: () => {
        stay()
        onLeave()
      },
    },
  }
}
