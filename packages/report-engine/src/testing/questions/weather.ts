import { boolean, date, decimal, integer, reference, text, timestamp } from '@tangram/data-model'
import type { Row, World } from '../oracle/world.ts'
import { Draw, uuidOf } from './draw.ts'

const [stations, readings, alarms] = [11, 12, 13]

/** Days measured hour by hour: those on which clocks change in New York, some in Shanghai, and the turn of a year. */
const days = [
  '2024-11-03',
  '2025-03-09',
  '2025-06-15',
  '2025-11-02',
  '2025-12-31',
  '2026-01-01',
  '2026-02-28',
  '2026-03-08',
  '2026-11-01',
  '2026-11-21',
]

/** Weather stations: hourly readings with gaps, and alarms about some of them. */
export function weather(): World {
  const draw = new Draw(19_491_001)
  const taken = days.flatMap((day) =>
    Array.from({ length: 48 }, (_, hour) => new Date(Date.parse(`${day}T00:00:00Z`) + (hour - 12) * 3_600_000).toISOString()),
  )
  const rows: Row[] = taken.flatMap((at) =>
    Array.from({ length: 4 }, (_, station) => ({
      station: draw.maybe(uuidOf(stations, station), 50),
      taken_at: at,
      day: at.slice(0, 10),
      temperature: draw.maybe(((draw.below(600) - 200) / 10).toFixed(1), 15),
      rain: draw.maybe(draw.of(['0.00', '0.00', '0.10', '0.20', '1.25', '12.00']), 12),
      level: draw.maybe(100 + draw.below(80), 12),
      quality: draw.of(['好', '可疑', null]),
      checked: draw.maybe(draw.below(2) === 0, 5),
    })),
  )
  return {
    stations: {
      columns: { id: reference('stations'), name: text(), country: text(), opened: date, height: integer() },
      relations: { 'readings:station': { to: 'readings', from: 'id', on: 'station', many: true } },
      rows: [
        { id: uuidOf(stations, 0), name: '上海', country: '中国', opened: '1951-01-01', height: 3 },
        { id: uuidOf(stations, 1), name: '重庆', country: '中国', opened: '1951-01-01', height: 259 },
        { id: uuidOf(stations, 2), name: 'New York', country: '美国', opened: '1869-07-04', height: null },
        { id: uuidOf(stations, 3), name: '阿里', country: null, opened: '1961-05-01', height: 4278 },
        { id: uuidOf(stations, 4), name: '长沙', country: '中国', opened: '1970-10-01', height: 44 },
      ],
    },
    readings: {
      columns: {
        id: reference('readings'),
        station: reference('stations'),
        taken_at: timestamp,
        day: date,
        temperature: decimal(5, 1),
        rain: decimal(6, 2),
        level: integer(),
        quality: text(),
        checked: boolean,
      },
      relations: {
        station: { to: 'stations', from: 'station', on: 'id', many: false },
        alarms: { to: 'alarms', from: 'id', on: 'reading', many: true },
      },
      rows: rows.map((row, n) => ({ id: uuidOf(readings, n), ...row })),
    },
    alarms: {
      columns: {
        id: reference('alarms'),
        reading: reference('readings'),
        kind: text(),
        grade: integer(),
        raised_at: timestamp,
        cleared_at: timestamp,
      },
      relations: { reading: { to: 'readings', from: 'reading', on: 'id', many: false } },
      rows: Array.from({ length: 500 }, (_, n) => {
        const raised = draw.of(taken)
        return {
          id: uuidOf(alarms, n),
          reading: draw.maybe(uuidOf(readings, draw.below(rows.length)), 30),
          kind: draw.of(['暴雨', '大风', '高温', null]),
          grade: draw.maybe(1 + draw.below(4), 9),
          raised_at: raised,
          cleared_at: draw.maybe(new Date(Date.parse(raised) + draw.below(90_000) * 1000).toISOString(), 5),
        }
      }),
    },
  }
}
