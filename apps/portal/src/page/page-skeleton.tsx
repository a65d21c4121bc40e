import { Skeleton, Stack } from '@mantine/core'
import { Delayed } from '@tangram/ui'
import { useArea } from '../texts/area.ts'
import { commonTexts } from '../texts/common.ts'

/** The outline of a page that is on its way: a heading and rows. */
export function PageSkeleton() {
  const t = useArea(commonTexts)
  return (
    <Delayed>
      <Stack p="xl" gap="md" role="status" aria-label={t('loading')}>
        <Skeleton height={26} width={180} />
        {[94, 88, 91, 80, 86, 90].map((width) => (
          <Skeleton key={width} height={32} width={`${width}%`} />
        ))}
      </Stack>
    </Delayed>
  )
}
