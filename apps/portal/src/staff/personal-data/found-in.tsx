import { Badge, Button, Checkbox, Title } from '@mantine/core'
import { useFormat } from '@tangram/ui'
import { Link } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { personalDataTexts } from '../../texts/personal-data.ts'
import classes from '../people/people.module.css'
import { recordAddress } from '../records/record-address.ts'
import { type FoundRecord, type FoundTable, type Place, placeKey } from './personal-data.ts'

type FoundInProps = {
  table: FoundTable
  chosen: ReadonlyMap<string, Place>
  onChoose: (chosen: ReadonlyMap<string, Place>) => void
  isMore: boolean
  onMore: () => void
}

/** What was found in one table, to choose from. */
export function FoundIn({ table, chosen, onChoose, isMore, onMore }: FoundInProps) {
  const t = useArea(personalDataTexts)
  const format = useFormat()
  const { app, appLabel, entity, label, deleted, records, next } = table
  const name = `${format.text(appLabel, app)} · ${format.text(label, entity)}${deleted ? ` · ${t('bin')}` : ''}`
  const places = records.map(({ id }) => ({ app, entity, record: id }))
  const count = places.filter((place) => chosen.has(placeKey(place))).length
  const choose = (some: readonly Place[], isChosen: boolean) => {
    const after = new Map(chosen)
    for (const place of some) {
      if (isChosen) after.set(placeKey(place), place)
      else after.delete(placeKey(place))
    }
    onChoose(after)
  }
  return (
    <section aria-label={name}>
      <Title order={2} fz={16} mt="lg" mb={8}>
        {format.text(appLabel, app)} · {format.text(label, entity)} {deleted && <Badge color="gray">{t('bin')}</Badge>}
      </Title>
      <Checkbox
        label={t('chooseAll')}
        mb={8}
        checked={count === places.length}
        indeterminate={count > 0 && count < places.length}
        onChange={(event) => choose(places, event.currentTarget.checked)}
      />
      <ul className={classes.list} aria-label={name}>
        {records.map((record) => (
          <Row
            key={record.id}
            table={table}
            record={record}
            isChosen={chosen.has(placeKey({ app, entity, record: record.id }))}
            onChoose={(isChosen) => choose([{ app, entity, record: record.id }], isChosen)}
          />
        ))}
      </ul>
      {next !== null && (
        <Button variant="default" mt="sm" loading={isMore} onClick={onMore}>
          {t('more')}
        </Button>
      )}
    </section>
  )
}

type RowProps = { table: FoundTable; record: FoundRecord; isChosen: boolean; onChoose: (isChosen: boolean) => void }

function Row({ table, record, isChosen, onChoose }: RowProps) {
  const t = useArea(personalDataTexts)
  const format = useFormat()
  const title = record.title || t('untitled')
  const fields = table.fields.filter(({ id }) => record.fields.includes(id)).map(({ id, label }) => format.text(label, id))
  const canOpen = table.view !== null && !table.deleted
  return (
    <li className={classes.row} style={{ flexWrap: 'nowrap' }}>
      <Checkbox aria-label={t('choose', { title })} checked={isChosen} onChange={(event) => onChoose(event.currentTarget.checked)} />
      <div className={classes.words}>
        {canOpen ? <Link href={recordAddress(`/a/${table.app}/${table.view}`, record.id)}>{title}</Link> : title}
        <div className={classes.facts}>
          {record.createdAt !== '' && <span>{format.instant(record.createdAt)}</span>}
          <span>{t('foundIn', { fields: fields.join(', ') })}</span>
        </div>
      </div>
    </li>
  )
}
