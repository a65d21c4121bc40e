import 'survey-core/survey-core.min.css'
import { useMemo } from 'react'
import { Model, type QuestionMatrixDynamicModel } from 'survey-core'
import { Survey } from 'survey-react-ui'
import { fieldNames, maxLength, rowOf } from '../../schema.ts'
import type { Contestant } from '../contestant.ts'

function Form({ fields }: { fields: number }) {
  const model = useMemo(
    () =>
      new Model({
        checkErrorsMode: 'onValueChanged',
        textUpdateMode: 'onTyping',
        elements: fieldNames(fields).map((name, index) => ({ type: 'text', name, title: `Field ${index}`, isRequired: true, maxLength })),
      }),
    [fields],
  )
  return <Survey model={model} />
}

/** SurveyJS with widgets of its own, checking while one types. */
const surveyjs: Contestant = {
  Form,
  selectorOf: (field) => `[data-name="${field}"] input`,
  cascadeMs(rules) {
    const model = new Model({
      elements: [
        { type: 'text', name: 'start', inputType: 'number' },
        ...Array.from({ length: rules }, (_, index) => ({
          type: 'expression',
          name: `rule_${index}`,
          expression: `{${index === 0 ? 'start' : `rule_${index - 1}`}} + 1`,
        })),
      ],
    })
    const began = performance.now()
    model.setValue('start', 7)
    const ms = performance.now() - began
    if (model.getValue(`rule_${rules - 1}`) !== 7 + rules) throw new Error(`the last rule gave ${model.getValue(`rule_${rules - 1}`)}`)
    return ms
  },
  openRows(count) {
    const rows = Array.from({ length: count }, (_, index) => {
      const { name, price, count } = rowOf(index)
      return { name, price: Number(price), count }
    })
    const began = performance.now()
    const model = new Model({
      elements: [
        {
          type: 'matrixdynamic',
          name: 'items',
          rowCount: 0,
          maxRowCount: count,
          columns: [
            { name: 'name', cellType: 'text', isRequired: true },
            { name: 'price', cellType: 'text', inputType: 'number' },
            { name: 'count', cellType: 'text', inputType: 'number' },
            { name: 'amount', cellType: 'expression', expression: '{row.price} * {row.count}' },
          ],
        },
        { type: 'expression', name: 'total', expression: "sumInArray({items}, 'amount')" },
      ],
    })
    model.data = { items: rows.map((row) => ({ ...row })) }
    const matrix = model.getQuestionByName('items') as QuestionMatrixDynamicModel
    const shown = matrix.visibleRows
    const openMs = performance.now() - began
    return {
      openMs,
      cellMs(edit) {
        const index = edit % 30
        const row = shown[index]
        const given = rows[index]
        const cell = row?.getQuestionByName('price')
        if (!cell || !given) throw new Error('there is no such row')
        given.price = edit + 0.5
        const began = performance.now()
        cell.value = edit + 0.5
        const ms = performance.now() - began
        const wanted = rows.reduce((sum, { price, count }) => sum + price * count, 0)
        if (Math.abs(Number(model.getValue('total')) - wanted) > 0.01)
          throw new Error(`the total is ${model.getValue('total')}, not ${wanted}`)
        return ms
      },
    }
  },
}
export default surveyjs
