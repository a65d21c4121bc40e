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

/** Figures an app, or an empty page, can wear. Every one is laid from the seven pieces at one scale. */
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
  bird: [
    { hue: 'orange', points: '4,34 22,26 22,42' },
    { hue: 'yellow', points: '22,22 34,34 22,46 22,46' },
    { hue: 'blue', points: '22,46 72,46 47,71' },
    { hue: 'sky', points: '34,34 58,6 64,46' },
    { hue: 'green', points: '72,46 96,26 96,46 84,58' },
    { hue: 'mauve', points: '47,71 59,59 71,71' },
    { hue: 'vermilion', points: '40,78 47,71 54,78 54,96 40,96' },
  ],
  runner: [
    { hue: 'vermilion', points: '58,2 72,16 58,30 44,16' },
    { hue: 'blue', points: '34,34 70,34 52,62' },
    { hue: 'sky', points: '70,34 94,46 72,50' },
    { hue: 'orange', points: '34,34 12,50 30,52' },
    { hue: 'green', points: '52,62 72,66 60,84' },
    { hue: 'yellow', points: '60,84 84,84 84,94 60,94' },
    { hue: 'mauve', points: '52,62 40,80 12,88 30,70' },
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
