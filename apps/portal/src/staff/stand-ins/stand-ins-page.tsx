import { Badge, Button, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import {
  EmptyState,
  ErrorState,
  hasDuty,
  notify,
  SkeletonLines,
  type StandIn,
  useApp,
  useFormat,
  useRemoveStandIn,
  useSession,
  useStandIns,
} from '@tangram/ui'
import { useState } from 'react'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { standInsTexts } from '../../texts/stand-ins.ts'
import { AddStandIn } from './add-stand-in.tsx'
import { HandOver } from './hand-over.tsx'
import classes from './stand-ins.module.css'

/** Who acts for the reader while they are away, and for whom they act. Administrators hand over what somebody leaves behind. */
export default function StandInsPage() {
  const t = useArea(standInsTexts)
  const person = useSession().data?.person
  const standIns = useStandIns()
  const remove = useRemoveStandIn()
  const [isAdding, setAdding] = useState(false)
  const mine = standIns.data?.filter((one) => one.person.id === person?.id) ?? []
  const others = standIns.data?.filter((one) => one.to.id === person?.id) ?? []
  return (
    <Page
      title={t('title')}
      layout="read"
      primary={
        <Button leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => setAdding(true)}>
          {t('add')}
        </Button>
      }
    >
      <Text c="dimmed" mb="md">
        {t('hint')}
      </Text>
      {standIns.isPending && <SkeletonLines lines={3} />}
      {standIns.isError && <ErrorState error={standIns.error} onRetry={() => void standIns.refetch()} />}
      {remove.isError && <ErrorState error={remove.error} />}
      {standIns.data && mine.length === 0 && <EmptyState compact title={t('emptyTitle')} text={t('empty')} />}
      {mine.length > 0 && (
        <section>
          <Title order={2} fz={16} mb="xs">
            {t('mine')}
          </Title>
          <ul className={classes.list} aria-label={t('mine')}>
            {mine.map((one) => (
              <Rule
                key={one.id}
                rule={one}
                name={one.to.name}
                isRemoving={remove.isPending && remove.variables === one.id}
                onRemove={() => remove.mutate(one.id, { onSuccess: () => void notify({ message: t('removed') }) })}
              />
            ))}
          </ul>
        </section>
      )}
      {others.length > 0 && (
        <section className={classes.section}>
          <Title order={2} fz={16} mb="xs">
            {t('others')}
          </Title>
          <ul className={classes.list} aria-label={t('others')}>
            {others.map((one) => (
              <Rule key={one.id} rule={one} name={t('forPerson', { name: one.person.name })} />
            ))}
          </ul>
        </section>
      )}
      {hasDuty(person, 'security') && <HandOver />}
      {isAdding && person && <AddStandIn self={person.id} onClose={() => setAdding(false)} />}
    </Page>
  )
}

type RuleProps = { rule: StandIn; name: string; isRemoving?: boolean; onRemove?: () => void }

function Rule({ rule, name, isRemoving, onRemove }: RuleProps) {
  const t = useArea(standInsTexts)
  const format = useFormat()
  const seen = useApp(rule.app ?? undefined).data
  const app = rule.app === null ? t('everything') : format.text(seen?.document.label, rule.app)
  const process = rule.process && format.text(seen?.processes?.find(({ id }) => id === rule.process)?.label, rule.process)
  const state = rule.isActive ? 'active' : Date.parse(rule.from) > Date.now() ? 'coming' : 'over'
  return (
    <li className={classes.rule}>
      <div className={classes.words}>
        <strong>{name}</strong> <Badge color={state === 'active' ? 'success' : 'gray'}>{t(state)}</Badge>
        <div className={classes.facts}>
          <span>{t('period', { from: format.instant(rule.from), until: format.instant(rule.until) })}</span>
          <span>{t(rule.mode)}</span>
          <span>{process ? `${app} · ${process}` : app}</span>
        </div>
      </div>
      {onRemove && state !== 'over' && (
        <Button variant="default" size="xs" loading={isRemoving === true} aria-label={t('removeOf', { name })} onClick={onRemove}>
          {t('remove')}
        </Button>
      )}
    </li>
  )
}
