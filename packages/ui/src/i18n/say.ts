import type { Locale } from '@tangram/data-model'

export type MessageValues = { [name: string]: string | number | undefined }

/** Says the message of a key. */
export type Translate = (key: string, values?: MessageValues) => string

/**
 * A message with its values in it: `{name}` stands for the value `name`. With a `count` the plural form of the language is taken, where
 * there is one (`key_one`, `key_other`). A key nobody wrote a message for is said itself.
 *
 *     say((key) => messages[key], 'en', 'form.errors', { count: 2 }) // '2 fields need your attention'
 */
export function say(messageOf: (key: string) => string | undefined, locale: Locale, key: string, values: MessageValues = {}): string {
  const plural = typeof values.count === 'number' ? messageOf(`${key}_${pluralOf(locale, values.count)}`) : undefined
  const message = plural ?? messageOf(key) ?? key
  return message.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

const rules = new Map<Locale, Intl.PluralRules>()

function pluralOf(locale: Locale, count: number): Intl.LDMLPluralRule {
  const known = rules.get(locale) ?? new Intl.PluralRules(locale)
  rules.set(locale, known)
  return known.select(count)
}
