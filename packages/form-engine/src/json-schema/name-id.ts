import { type Id, isId } from '@tangram/data-model'

/** Makes a free id from words: `orderDate` → `order_date`, `order_date_2` when that is taken. */
export function nameId(words: string, isTaken: (id: Id) => boolean): Id {
  const slug = words
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 36)
  const base = isId(slug) ? slug : 'field'
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}_${n}`
    if (!isTaken(id)) return id
  }
}

/** `orderDate` → `Order date`; words in Chinese stay as they are. */
export function wordsOfName(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_\-\s]+/g, ' ')
    .trim()
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1).replace(/ [A-Z](?=[a-z])/g, (start) => start.toLowerCase())
}
