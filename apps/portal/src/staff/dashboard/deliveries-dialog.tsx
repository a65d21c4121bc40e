import { Badge, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type Id, inOrder, itemOf, type LocalizedText } from '@tangram/data-model'
import { ErrorState, useApp, useClient, useFormat } from '@tangram/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { deliveriesTexts } from '../../texts/deliveries.ts'
import { DeliveryMenu } from '../deliveries/delivery-menu.tsx'
import { type Delivery, DeliveryForm } from './delivery-form.tsx'
import { whenOf } from './schedule.ts'

type DialogProps = { app: Id; dashboard: Id; name: string; values: object; onClose: () => void }

/** What the reader has sent regularly of one dashboard: to look at, change, pause, try and end. */
export default function DeliveriesDialog({ app, dashboard, name, values, onClose }: DialogProps) {
  const t = useArea(deliveriesTexts)
  const client = useClient()
  const [edited, setEdited] = useState<Delivery | 'new'>()
  const found = useQuery({
    queryKey: ['deliveries', app, dashboard],
    queryFn: ({ signal }) => client.get<Delivery[]>(`/deliveries?app=${app}&dashboard=${dashboard}`, { signal }),
  })
  const format = useFormat()
  const calendars = useQuery({
    queryKey: ['calendars', app],
    queryFn: ({ signal }) => client.get<{ id: Id; label: LocalizedText }[]>(`/apps/${app}/calendars`, { signal }),
  })
  const document = useApp(app).data?.document
  const onIt = new Set(inOrder(itemOf(document?.dashboards, dashboard)?.tiles).map(({ report }) => report))
  const reports = inOrder(document?.reports)
    .filter(({ id, measureOrder }) => onIt.has(id) && measureOrder.length > 0)
    .map(({ id, label }) => ({ value: id, label: format.text(label, id) }))
  const done = () => {
    setEdited(undefined)
    void found.refetch()
  }
  return (
    <Modal opened onClose={onClose} title={t('title', { name })} size={560}>
      {edited ? (
        <DeliveryForm
          path={`/apps/${app}/dashboards/${dashboard}/deliveries`}
          delivery={edited === 'new' ? undefined : edited}
          values={values}
          reports={reports}
          calendars={(calendars.data ?? []).map(({ id, label }) => ({ value: id, label: format.text(label, id) }))}
          onDone={done}
        />
      ) : (
        <Stack gap={12}>
          {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
          {found.data?.length === 0 && <Text c="dimmed">{t('none')}</Text>}
          {found.data?.map((one) => (
            <DeliveryLine key={one.id} delivery={one} onEdit={() => setEdited(one)} onChanged={done} />
          ))}
          <Group justify="flex-end">
            <Button leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => setEdited('new')}>
              {t('add')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

function DeliveryLine({ delivery, onEdit, onChanged }: { delivery: Delivery; onEdit: () => void; onChanged: () => void }) {
  const t = useArea(deliveriesTexts)
  const format = useFormat()
  const { every, at } = whenOf(delivery.schedule)
  const state = delivery.endedReason
    ? t(delivery.endedReason === 'owner' ? 'endedOwner' : 'endedDashboard')
    : delivery.nextAt
      ? t('next', { time: format.instant(delivery.nextAt, 'short') })
      : t('paused')
  return (
    <Group justify="space-between" wrap="nowrap">
      <div>
        <Text>
          {t(every)} {at} <Badge variant="light">{t(delivery.channel === 'app' ? 'app' : delivery.format)}</Badge>
        </Text>
        <Text size="sm" c="dimmed">
          {t('recipients', { count: delivery.people.length + delivery.addresses.length })} · {state}
        </Text>
      </div>
      <DeliveryMenu delivery={delivery} name={`${t(every)} ${at}`} onChanged={onChanged} onEdit={onEdit} />
    </Group>
  )
}
