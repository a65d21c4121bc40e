import { EmptyState, ErrorState, hasDuty, SkeletonLines, useSecuritySettings, useSession } from '@tangram/ui'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { securitySettingsTexts } from '../../texts/security-settings.ts'
import { AdministratorsSection } from './administrators-section.tsx'
import { PersonSignIn } from './person-sign-in.tsx'
import { SecuritySettingsForm } from './security-settings-form.tsx'

/** How everybody signs in, and help for somebody who cannot; for administrators. */
export default function SecuritySettingsPage() {
  const t = useArea(securitySettingsTexts)
  const isAdmin = hasDuty(useSession().data?.person, 'security')
  const rules = useSecuritySettings(isAdmin)
  if (!isAdmin) {
    return (
      <Page title={t('title')} layout="read">
        <EmptyState title={t('adminsTitle')} text={t('admins')} />
      </Page>
    )
  }
  return (
    <Page title={t('title')} layout="read">
      {rules.isPending && <SkeletonLines lines={6} />}
      {rules.isError && <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />}
      {rules.data && <SecuritySettingsForm key={JSON.stringify(rules.data.settings)} {...rules.data} />}
      <PersonSignIn />
      <AdministratorsSection />
    </Page>
  )
}
