import { IconWifiOff } from '@tabler/icons-react'
import { useLive } from '@tangram/ui'
import { useSyncExternalStore } from 'react'
import { useArea } from '../../texts/area.ts'
import { commonTexts } from '../../texts/common.ts'
import classes from './frame.module.css'

/** Listens to the server; says when it is out of reach, and that nothing on screen is lost by it. */
export function ConnectionBanner() {
  const t = useArea(commonTexts)
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine)
  const live = useLive(true)
  const trouble = !isOnline ? t('offline') : live === 'reconnecting' ? t('reconnecting') : null
  return (
    <div role="status" aria-live="polite">
      {trouble && (
        <div className={classes.banner}>
          <IconWifiOff size={18} stroke={1.5} aria-hidden />
          {trouble}
        </div>
      )}
    </div>
  )
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('online', onChange)
  window.addEventListener('offline', onChange)
  return () => {
    window.removeEventListener('online', onChange)
    window.removeEventListener('offline', onChange)
  }
}
