import { Text } from '@mantine/core'
import type { Id, JsonValue } from '@tangram/data-model'
import { keys, recordsPath, useClient, useFormat } from '@tangram/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useArea } from '../../texts/area.ts'
import { recordsTexts } from '../../texts/records.ts'

type RecordCountProps = { app: Id; entity: Id; where: JsonValue | undefined; search: string | undefined }

/** How many records the list holds. */
export function RecordCount({ app, entity, where, search }: RecordCountProps) {
  const t = useArea(recordsTexts)
  const client = useClient()
  const format = useFormat()
  const path = recordsPath(app, entity, { ...(where === undefined ? {} : { where }), ...(search ? { search } : {}) }, '/count')
  const count = useQuery({
    queryKey: [...keys.entity(app, entity), 'count', path],
    queryFn: ({ signal }) => client.get<{ count: number }>(path, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <Text component="span" size="sm" c="dimmed" role="status" className="tg-figures">
      {count.data ? t('count', { count: count.data.count, shown: format.number(count.data.count) }) : ''}
    </Text>
  )
}
