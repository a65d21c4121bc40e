import type { TableSpec } from '@tangram/report-engine'
import { useTranslation } from '../i18n/use-translation.ts'
import classes from './chart.module.css'
import type { SpecProps } from './spec-props.ts'

/** Groups and figures as a table; a pivot has heads over its columns and cells that lead to records of their own. */
export function FiguresTable({ spec, title, onMark }: SpecProps<TableSpec>) {
  const { t } = useTranslation('ui')
  const edge = spec.columns.filter(({ role }) => role === 'dimension').length
  return (
    <section className={classes.table} tabIndex={onMark ? undefined : 0} aria-label={title}>
      <table>
        <caption className="tg-visually-hidden">{t('chart.data', { name: title })}</caption>
        <thead>
          {spec.headers?.map((cells, level) => (
            <tr key={level}>
              {cells.map(({ text, span }, at) =>
                at < edge ? (
                  <td key={at} className={classes.corner} />
                ) : (
                  <th key={at} scope="colgroup" colSpan={span} className={classes.head}>
                    {text}
                  </th>
                ),
              )}
            </tr>
          ))}
          <tr>
            {spec.columns.map((column) => (
              <th key={column.id} scope="col" data-align={column.align}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spec.rows.map((row, index) => (
            <tr
              key={index}
              data-opens={onMark && !row.marks ? true : undefined}
              data-total={row.total}
              onClick={row.marks ? undefined : () => onMark?.(row.mark)}
            >
              {spec.columns.map((column, at) => {
                const mark = row.marks?.[at]
                const text = row.texts[at] ?? ''
                const isButton = onMark && (row.marks ? mark && text : at === 0)
                return (
                  <td key={column.id} data-align={column.align}>
                    {isButton ? (
                      <button
                        type="button"
                        title={t('chart.records-of', { name: row.marks ? row.texts.slice(0, edge).join(' · ') : text })}
                        onClick={mark ? () => onMark(mark) : undefined}
                      >
                        {text}
                      </button>
                    ) : (
                      text
                    )}
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
