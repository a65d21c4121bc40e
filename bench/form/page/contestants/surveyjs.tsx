import 'survey-core/survey-core.min.css'
import { useMemo } from 'react'
import { Model } from 'survey-core'
import { Survey } from 'survey-react-ui'
import { fieldNames, maxLength } from '../../schema.ts'
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
}
export default surveyjs
