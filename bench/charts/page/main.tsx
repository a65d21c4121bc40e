import '@tangram/ui/styles.css'
import { fieldTypes } from '@tangram/form-engine'
import { chartTypes } from '@tangram/report-engine'
import { ChartView, FormPartsContext, PageProvider, useFormat } from '@tangram/ui'
import { createRoot } from 'react-dom/client'

const asked = new URLSearchParams(window.location.search)
const locale = asked.get('locale') === 'en' ? 'en' : 'zh-CN'
const scheme = asked.get('scheme') === 'dark' ? 'dark' : 'light'
const wanted = chartTypes.filter(({ type }) => !asked.has('type') || type === asked.get('type'))
const [width, height] = [Number(asked.get('width') ?? 480), Number(asked.get('height') ?? 300)]

/** The examples of every chart type, each on a tile. */
function Gallery() {
  const { text } = useFormat()
  return (
    <main style={{ display: 'flex', flexWrap: 'wrap', gap: 16, padding: 16, background: 'var(--tg-ground)' }}>
      {wanted.map((chart) =>
        chart.examples.map(({ config, result }, at) => (
          <section
            key={`${chart.type} ${at}`}
            data-picture={`${chart.type}-${at + 1}`}
            style={{ padding: 12, background: 'var(--tg-surface)' }}
          >
            <h2 style={{ margin: '0 0 8px', fontSize: 14 }}>
              {text(chart.label)} · {chart.type}
            </h2>
            <div style={{ width, height }}>
              <ChartView report={{ label: chart.label, chart: { type: chart.type, config } }} result={result} />
            </div>
          </section>
        )),
      )}
    </main>
  )
}

createRoot(document.getElementById('root') ?? document.body).render(
  <PageProvider locale={locale} colorScheme={scheme}>
    <FormPartsContext value={{ fieldTypes }}>
      <Gallery />
    </FormPartsContext>
  </PageProvider>,
)
