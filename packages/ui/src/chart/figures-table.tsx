import type { Mark, TableSpec } from '@tangram/report-engine'
import type { MouseEvent, ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import classes from './chart.module.css'
import type { SpecProps } from './spec-props.ts'
import { isOf } from './with-chosen.ts'

/** Groups and figures as a table: groups, figures, totals and the heads of a pivot each lead to records of their own. */
export function FiguresTable({ spec, title, onMark, chosen }: SpecProps<TableSpec>) {
  const { t } = useTranslation('ui')
  const edge = spec.columns.filter(({ role }) => role === 'dimension').length
  return (
    <section className={classes.table} tabIndex={onMark ? undefined : 0} aria-label={title}>
      <table>
        <caption className="tg-visually-hidden">{t('chart.data', { name: title })}</caption>
        <thead>
          {spec.headers?.map((cells, level) => (
            <tr key={level}>
              {cells.map(({ text, span, mark }, at) =>
                at < edge ? (
                  <td key={at} className={classes.corner} />
                ) : (
                  <th key={at} scope="colgroup" colSpan={span} className={classes.head}>
                    {onMark && mark && text ? (
                      <Lead name={text} onClick={() => onMark(mark)}>
                        {text}
                      </Lead>
                    ) : (
                      text
                    )}
                  </th>
                ),
              )}
            </tr>
          ))}
          <tr>
            {spec.columns.map(({ id, label, align, mark }) => (
              <th key={id} scope="col" data-align={align}>
                {onMark && mark && label ? (
                  <Lead name={label} onClick={() => onMark(mark)}>
                    {label}
                  </Lead>
                ) : (
                  label
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spec.rows.map((row, index) => (
            <tr
              key={index}
              data-total={row.total}
              aria-current={isOf(row.mark, chosen) || undefined}
              onClick={(event) => {
                const mark = markAt(row, cellOf(event))
                if (mark) onMark?.(mark)
              }}
            >
              {spec.columns.map((column, at) => {
                const mark = onMark && markAt(row, at)
                const isButton = mark && row.texts[at] && mark !== markAt(row, at - 1)
                const name = row.texts.slice(0, edge).filter(Boolean).join(' · ')
                return (
                  <td key={column.id} data-align={column.align} data-opens={mark ? true : undefined}>
                    {isButton ? <Lead name={name}>{row.texts[at]}</Lead> : row.texts[at]}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {spec.truncated && <p className={classes.note}>{t('chart.truncated', { count: spec.rows.length })}</p>}
    </section>
  )
}

/** What a cell leads to; the whole of it does, not only its text. */
const markAt = ({ mark, marks }: TableSpec['rows'][number], at: number): Mark | undefined =>
  at < 0 ? undefined : marks ? (marks[at] ?? undefined) : mark

/** The place in its row of the cell that was clicked. */
const cellOf = ({ target, currentTarget }: MouseEvent): number =>
  [...currentTarget.children].findIndex((cell) => cell.contains(target as Node))

function Lead({ children, name, onClick }: { children: ReactNode; name: string; onClick?: () => void }) {
  const { t } = useTranslation('ui')
  return (
    <button type="button" title={t('chart.records-of', { name: name || String(children) })} onClick={onClick}>
      {children}
    </button>
  )
}
