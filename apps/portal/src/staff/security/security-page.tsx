import { ErrorState, SkeletonLines, useOwnSecurity } from '@tangram/ui'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { securityTexts } from '../../texts/security.ts'
import { OwnFactor } from './own-factor.tsx'
import { OwnPassword } from './own-password.tsx'
import { OwnSessions } from './own-sessions.tsx'

/** How the reader signs in, and where they are signed in. */
export default function SecurityPage() {
  const t = useArea(securityTexts)
  const own = useOwnSecurity()
  return (
    <Page title={t('title')} layout="read">
      {own.isPending && <SkeletonLines lines={4} />}
      {own.isError && <ErrorState error={own.error} onRetry={() => void own.refetch()} />}
      {own.data && <OwnPassword own={own.data} />}
      {own.data && <OwnFactor own={own.data} />}
      <OwnSessions />
    </Page>
  )
}
