import { lazy, Suspense } from 'react'
import type { WidgetProps } from '../widget.ts'
import classes from './files.module.css'

const FilesInput = lazy(() => import('./files-input.tsx'))

/** Pictures: previews, and the camera on phones. */
export function ImageWidget(props: WidgetProps) {
  return <FilesWidget {...props} pictures />
}

export function AttachmentWidget(props: WidgetProps) {
  return <FilesWidget {...props} pictures={false} />
}

function FilesWidget(props: WidgetProps & { pictures: boolean }) {
  return (
    <Suspense fallback={<div className={classes.place} />}>
      <FilesInput {...props} />
    </Suspense>
  )
}
