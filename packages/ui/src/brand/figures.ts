import type { Hue } from '../tokens.ts'

/** One piece laid on a square of 100 by 100: its hue and corners as `x,y x,y …`. */
export type Piece = { hue: Hue; points: string }

/** The seven pieces as they lie in the square of the logo. */
export const square: readonly Piece[] = [
  { hue: 'blue', points: '0,0 100,0 50,50' },
  { hue: 'sky', points: '0,0 50,50 0,100' },
  { hue: 'orange', points: '100,0 100,50 75,25' },
  { hue: 'yellow', points: '75,25 100,50 75,75 50,50' },
  { hue: 'green', points: '50,50 75,75 25,75' },
  { hue: 'mauve', points: '25,75 75,75 50,100 0,100' },
  { hue: 'vermilion', points: '100,50 100,100 50,100' },
]

/** Figures an app, or an empty page, can wear. Every one has seven pieces, one of each hue. */
export const figures = {
  square,
  house: [
    { hue: 'vermilion', points: '50,6 86,42 14,42' },
    { hue: 'blue', points: '24,42 24,92 49,67' },
    { hue: 'sky', points: '24,42 74,42 49,67' },
    { hue: 'green', points: '74,42 74,92 49,67' },
    { hue: 'orange', points: '24,92 49,67 49,92' },
    { hue: 'yellow', points: '49,67 74,92 49,92' },
    { hue: 'mauve', points: '62,12 72,12 72,28 62,18' },
  ],
  cat: [
    { hue: 'orange', points: '12,8 30,26 12,44' },
    { hue: 'vermilion', points: '48,8 48,44 30,26' },
    { hue: 'yellow', points: '30,26 48,44 30,62 12,44' },
    { hue: 'sky', points: '30,62 66,62 48,44' },
    { hue: 'blue', points: '30,62 66,62 66,98' },
    { hue: 'green', points: '30,62 66,98 30,98' },
    { hue: 'mauve', points: '66,98 84,98 97,85 79,85' },
  ],
  boat: [
    { hue: 'blue', points: '50,8 50,58 25,58' },
    { hue: 'sky', points: '54,14 82,58 54,58' },
    { hue: 'vermilion', points: '8,64 34,64 34,90' },
    { hue: 'orange', points: '34,64 60,64 34,90' },
    { hue: 'yellow', points: '60,64 60,90 34,90' },
    { hue: 'green', points: '60,64 92,64 76,80 60,80' },
    { hue: 'mauve', points: '60,80 76,80 66,90 60,90' },
  ],
  fish: [
    { hue: 'vermilion', points: '8,50 40,18 40,50' },
    { hue: 'orange', points: '8,50 40,50 40,82' },
    { hue: 'blue', points: '40,18 72,50 40,50' },
    { hue: 'sky', points: '40,50 72,50 40,82' },
    { hue: 'green', points: '72,50 94,28 94,50' },
    { hue: 'yellow', points: '72,50 94,50 94,72' },
    { hue: 'mauve', points: '40,18 54,32 62,18 48,4' },
  ],
  tree: [
    { hue: 'green', points: '50,2 72,28 28,28' },
    { hue: 'blue', points: '50,28 50,58 20,58' },
    { hue: 'sky', points: '50,28 80,58 50,58' },
    { hue: 'yellow', points: '50,58 50,84 14,84' },
    { hue: 'orange', points: '50,58 86,84 50,84' },
    { hue: 'vermilion', points: '43,84 57,84 57,98 43,98' },
    { hue: 'mauve', points: '57,98 82,98 92,88 67,88' },
  ],
  mountain: [
    { hue: 'blue', points: '8,88 48,88 28,48' },
    { hue: 'sky', points: '28,48 48,88 58,68 48,28' },
    { hue: 'green', points: '48,28 58,68 76,68' },
    { hue: 'mauve', points: '48,88 58,68 76,68 86,88' },
    { hue: 'orange', points: '70,8 84,22 70,36' },
    { hue: 'yellow', points: '70,8 56,22 70,36' },
    { hue: 'vermilion', points: '86,88 96,88 76,68' },
  ],
} as const satisfies Record<string, readonly Piece[]>

export type FigureName = keyof typeof figures

/** The figure of an app: the one it names, else one that always comes out the same for its id. */
export function figureOf(app: { id: string; icon?: string | undefined }): FigureName {
  if (app.icon && Object.hasOwn(figures, app.icon)) return app.icon as FigureName
  const names = Object.keys(figures).filter((name) => name !== 'square') as FigureName[]
  let sum = 0
  for (const letter of app.id) sum = (sum * 31 + letter.charCodeAt(0)) % 65_536
  return names[sum % names.length] ?? 'house'
}
