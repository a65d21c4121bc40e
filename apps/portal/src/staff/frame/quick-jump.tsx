import { IconSearch } from '@tabler/icons-react'
import { Keys, useShortcuts } from '@tangram/ui'
import { lazy, Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { shellTexts } from '../../texts/shell.ts'
import classes from './frame.module.css'

const QuickJumpDialog = lazy(() => import('./quick-jump-dialog.tsx'))

/** The search in the bar; Ctrl/⌘K from anywhere. */
export function QuickJump() {
  const t = useArea(shellTexts)
  const [isOpen, setOpen] = useState(false)
  const [, navigate] = useLocation()
  useShortcuts([
    { keys: 'mod+k', label: t('jump'), run: () => setOpen(true), inFields: true },
    { keys: 'h', label: t('shortcutHome'), run: () => navigate('/') },
    { keys: 't', label: t('shortcutTasks'), run: () => navigate('/tasks') },
    { keys: 'i', label: t('shortcutInitiated'), run: () => navigate('/initiated') },
  ])
  return (
    <>
      <button type="button" className={classes.jump} aria-keyshortcuts="Control+K Meta+K" onClick={() => setOpen(true)}>
        <IconSearch size={18} stroke={1.5} aria-hidden />
        <span className={classes.jumpLabel}>{t('jump')}</span>
        <span className={classes.jumpKeys} aria-hidden>
          <Keys keys="mod+k" />
        </span>
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <QuickJumpDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
