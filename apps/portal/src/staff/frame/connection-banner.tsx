import { IconWifiOff } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useArea } from '../../texts/area.ts'
import { commonTexts } from '../../texts/common.ts'
import classes from './frame.module.css'

/** Says that the network is gone, and that nothing on screen is lost by it. */
export function ConnectionBanner() {
  const t = useArea(commonTexts)
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine)
  return (
    <div role="status" aria-live="polite">
      {!isOnline && (
        <div className={classes.banner}>
          <IconWifiOff size={18} stroke={1.5} aria-hidden />
          {t('offline')}
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
