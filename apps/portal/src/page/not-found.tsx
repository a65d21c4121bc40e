import { Button } from '@mantine/core'
import { EmptyState } from '@tangram/ui'
import { Link } from 'wouter'
import { useArea } from '../texts/area.ts'
import { commonTexts } from '../texts/common.ts'
import { Page } from './page.tsx'

/** An address that names nothing, or nothing this person may see. */
export function NotFound({ text }: { text?: string }) {
  const t = useArea(commonTexts)
  return (
    <Page title={t('notFoundTitle')}>
      <EmptyState
        figure="fish"
        title={text ?? t('notFound')}
        action={
          <Button component={Link} href="/" variant="default">
            {t('home')}
          </Button>
        }
      />
    </Page>
  )
}
