import { isCalendarDate } from './value-problem.ts'

/** The first two digits of an identity number: provinces, and 81 to 83 for residents of Hong Kong, Macao and Taiwan. */
const regions = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
)
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** What keeps 18 characters from being an identity number of China (GB 11643): their shape, the day of birth, or the last character. */
export function citizenIdProblem(text: string): 'shape' | 'birthday' | 'checksum' | undefined {
  if (!/^\d{17}[\dX]$/.test(text) || !regions.has(text.slice(0, 2))) return 'shape'
  const birthday = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`
  if (!/^(19|20)/.test(birthday) || !isCalendarDate(birthday)) return 'birthday'
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return '10X98765432'[sum % 11] === text[17] ? undefined : 'checksum'
}
