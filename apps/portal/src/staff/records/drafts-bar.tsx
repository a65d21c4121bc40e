import { ActionIcon, Button } from '@mantine/core'
import type { Id } from '@tangram/data-model'
import { Icon, notify, problemText, useDiscardFormDraft, useFormat, useFormDrafts } from '@tangram/ui'
import { useId, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { recordsTexts } from '../../texts/records.ts'
import classes from './drafts-bar.module.css'

const few = 3

/** One's own unfinished forms of this kind: go on with one, or discard it. Nothing while there are none. */
export function DraftsBar({ app, entity, form, onResume }: { app: Id; entity: Id; form: Id | undefined; onResume: (id: string) => void }) {
  const t = useArea(recordsTexts)
  const format = useFormat()
  const titleId = useId()
  const { data = [] } = useFormDrafts(app, entity)
  const discard = useDiscardFormDraft(app, entity)
  const [showsAll, setShowsAll] = useState(false)
  const drafts = data.filter((draft) => draft.form === (form ?? null))
  if (drafts.length === 0) return null

  const remove = (id: string) =>
    discard.mutate(id, {
      onSuccess: () => void notify({ message: t('draftDiscarded') }),
      onError: (error) => void notify({ kind: 'danger', message: problemText(error).title }),
    })

  return (
    <section className={classes.drafts} aria-labelledby={titleId}>
      <h2 id={titleId} className={classes.title}>
        {t('drafts')}
      </h2>
      <ul className={classes.list}>
        {(showsAll ? drafts : drafts.slice(0, few)).map(({ id, title, savedAt }) => {
          const name = title || t('untitled')
          return (
            <li key={id} className={classes.item}>
              <button type="button" className={classes.name} aria-label={t('resumeDraft', { title: name })} onClick={() => onResume(id)}>
                {name}
              </button>
              <span className={classes.when}>{t('savedAgo', { time: format.relative(savedAt) })}</span>
              <ActionIcon variant="subtle" color="gray" aria-label={t('discardDraft', { title: name })} onClick={() => remove(id)}>
                <Icon name="trash" size={16} />
              </ActionIcon>
            </li>
          )
        })}
      </ul>
      {!showsAll && drafts.length > few && (
        <Button variant="subtle" size="compact-sm" onClick={() => setShowsAll(true)}>
          {t('allDrafts', { count: drafts.length })}
        </Button>
      )}
    </section>
  )
}
