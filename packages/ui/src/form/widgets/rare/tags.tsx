import { MultiSelect, TagsInput } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import type { WidgetProps } from '../../widget.ts'
import { elementAttributes } from '../attributes.ts'
import { useWidgetWords } from './widget-words.ts'

/** Words typed or taken from the suggestions, each a tag that Backspace takes away. */
export function TagsWidget(props: WidgetProps) {
  const { value, onChange, onBlur, field, labelId, invalid } = props
  const say = useWidgetWords()
  const chosen = Array.isArray(value) ? value.map(String) : []
  const suggestions = [...new Set(Array.isArray(field.config.suggestions) ? field.config.suggestions.map(String) : [])]
  const shared = {
    ...elementAttributes(props),
    'aria-labelledby': labelId,
    error: invalid,
    value: chosen,
    onChange: (tags: string[]) => onChange(tags.length > 0 ? tags : null),
    onBlur,
    // Closes the list alone, not what the form stands in.
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
      if (event.key === 'Escape' && event.currentTarget.getAttribute('aria-expanded') === 'true') event.stopPropagation()
    },
  }
  if (field.config.listedOnly === true) {
    const data = [...new Set([...suggestions, ...chosen])]
    return (
      <MultiSelect
        {...shared}
        searchable
        placeholder={chosen.length > 0 ? '' : say('choose-tag')}
        data={data}
        nothingFoundMessage={say('nothing')}
      />
    )
  }
  return (
    <TagsInput
      {...shared}
      acceptValueOnBlur
      splitChars={[',', '，', '、', ';', '；', '\n', '\t']}
      placeholder={chosen.length > 0 ? '' : say('add-tag')}
      data={suggestions}
    />
  )
}
