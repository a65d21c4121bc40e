import { Button } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { ErrorState, useSeeAs } from '@tangram/ui'
import { useArea } from '../../texts/area.ts'
import { rightsTexts } from '../../texts/rights.ts'

/** Goes on with the rights of this person, on the page that is open. */
export function SeeAsButton({ person }: { person: string }) {
  const t = useArea(rightsTexts)
  // What is on screen is of somebody else then: everything is loaded anew.
  const seeAs = useSeeAs(() => window.location.reload())
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconEye size={18} stroke={1.5} />}
        loading={seeAs.isPending}
        onClick={() => seeAs.mutate({ person })}
      >
        {t('seeAsThem')}
      </Button>
      {seeAs.isError && <ErrorState error={seeAs.error} onRetry={() => seeAs.mutate({ person })} />}
    </>
  )
}
