import type { Question } from './question.ts'
import { question } from './question.ts'
import { hoursOf } from './sql-parts.ts'

const newYork = { zone: 'America/New_York' }
const ny = `(taken_at at time zone 'America/New_York')`
const shanghai = `(taken_at at time zone 'Asia/Shanghai')`
const byStation = { from: 'readings', rows: [{ field: 'station.name', as: 'station' }] }
const stationOrder = `order by name collate "zh-x-icu" nulls last`

/** Measurements: clock changes, distributions, gaps, first and last values. */
export const weatherQuestions: Question[] = [
  question(
    'How many readings has each day in New York, days of 23 and 25 hours too?',
    '纽约每天有多少读数，含 23 与 25 小时的日子？',
    {
      from: 'readings',
      rows: [{ field: 'taken_at', as: 'day', by: 'day' }],
      measures: { n: { count: '*' }, hours: { distinct: 'taken_at' } },
    },
    `select ${ny}::date, count(*), count(distinct taken_at) from readings group by 1 order by 1`,
    newYork,
  ),
  question(
    'And each day in Shanghai?',
    '上海每天呢？',
    {
      from: 'readings',
      rows: [{ field: 'taken_at', as: 'day', by: 'day' }],
      measures: { n: { count: '*' }, hours: { distinct: 'taken_at' } },
    },
    `select ${shanghai}::date, count(*), count(distinct taken_at) from readings group by 1 order by 1`,
  ),
  question(
    'At which hours were readings taken on the day summer begins in New York?',
    '纽约进入夏令时当天各小时的读数？',
    {
      from: 'readings',
      rows: [{ field: 'taken_at', as: 'hour', by: 'hour-of-day' }],
      measures: { n: { count: '*' } },
      where: [{ field: 'taken_at', is: '2026-03-08' }],
    },
    `select extract(hour from ${ny})::int, count(*) from readings where ${ny}::date = '2026-03-08' group by 1 order by 1`,
    newYork,
  ),
  question(
    'And on the day it ends, when an hour comes twice?',
    '夏令时结束当天（一小时重复）呢？',
    {
      from: 'readings',
      rows: [{ field: 'taken_at', as: 'hour', by: 'hour-of-day' }],
      measures: { n: { count: '*' }, rain: { sum: 'rain' } },
      where: [
        { field: 'taken_at', gte: '2025-11-02' },
        { field: 'taken_at', lte: '2025-11-02' },
      ],
    },
    `select extract(hour from ${ny})::int, count(*), sum(rain) from readings where ${ny}::date = '2025-11-02' group by 1 order by 1`,
    newYork,
  ),
  question(
    'How many readings were taken in each week from Sunday in New York?',
    '纽约每周（周日开始）的读数？',
    { from: 'readings', rows: [{ field: 'taken_at', as: 'week', by: 'week' }], measures: { n: { count: '*' } }, weekStart: 'sun' },
    `select ${ny}::date - extract(dow from ${ny})::int, count(*) from readings group by 1 order by 1`,
    newYork,
  ),
  question(
    'What is the mean, least, greatest and median temperature of each station?',
    '各站平均、最低、最高、中位气温？',
    {
      ...byStation,
      measures: {
        mean: { avg: 'temperature' },
        least: { min: 'temperature' },
        most: { max: 'temperature' },
        p95: { percentile: { of: 'temperature', at: 0.95 } },
      },
    },
    `with x as (select s.name, temperature as t, row_number() over (partition by s.name order by temperature) - 1 as i, (count(temperature) over (partition by s.name) - 1) * 0.95 as at
       from readings r left join stations s on s.id = r.station)
     select name, avg(t), min(t), max(t), sum(case when i = floor(at) then t * (1 - (at - floor(at))) when i = floor(at) + 1 then t * (at - floor(at)) end) from x group by 1 ${stationOrder}`,
  ),
  question(
    'How are temperatures spread in steps of 7.5 degrees from −20?',
    '气温从 −20 起每 7.5 度的分布？',
    {
      from: 'readings',
      rows: [{ field: 'temperature', as: 'temperature', bins: { width: 7.5, from: -20 } }],
      measures: { n: { count: '*' }, part: { of: 'n', share: 'total' } },
    },
    `select floor((temperature + 20) / 7.5) * 7.5 - 20, count(*), count(*)::numeric / (select count(*) from readings) from readings group by 1 order by 1 nulls last`,
  ),
  question(
    'How much rain has each day, and how much since the beginning?',
    '每天降雨量及累计？',
    {
      from: 'readings',
      rows: [{ field: 'day', as: 'day', by: 'day' }],
      measures: { rain: { sum: 'rain' }, all: { of: 'rain', running: 'all' }, month: { of: 'rain', running: 'month' } },
    },
    `select day, sum(rain), sum(sum(rain)) over (order by day), sum(sum(rain)) over (partition by date_trunc('month', day) order by day) from readings group by 1 order by 1`,
  ),
  question(
    'What is the mean of the daily rain over two days, gaps left out?',
    '两日平均降雨（缺的天不计）？',
    {
      from: 'readings',
      rows: [{ field: 'day', as: 'day', by: 'day' }],
      measures: { rain: { sum: 'rain' }, mean: { of: 'rain', moving: 2 } },
    },
    `select day, sum(rain), avg(sum(rain)) over (order by day range between interval '1 day' preceding and current row) from readings group by 1 order by 1`,
  ),
  question(
    'What was the last temperature each station measured?',
    '各站最后测得的气温？',
    {
      ...byStation,
      measures: { last: { final: { of: 'temperature', by: 'taken_at' } }, first: { first: { of: 'level', by: 'taken_at' } } },
    },
    `select name, (array_agg(temperature order by taken_at desc, r.id desc))[1], (array_agg(level order by taken_at, r.id))[1] from readings r left join stations s on s.id = r.station group by 1 ${stationOrder}`,
  ),
  question(
    'What was the level of all stations at the last measurement of each month?',
    '每月最后一次测量时各站水位合计？',
    {
      from: 'readings',
      rows: [{ field: 'taken_at', as: 'month', by: 'month' }],
      measures: { level: { sum: 'level', last: 'taken_at' } },
      totals: ['grand'],
    },
    `select m::date, (select sum(level) from readings where taken_at = last) from (select date_trunc('month', ${shanghai}) as m, max(taken_at) as last from readings group by 1) as x order by 1`,
    { totals: [{ over: ['month'], sql: `select null, sum(level) from readings where taken_at = (select max(taken_at) from readings)` }] },
  ),
  question(
    'How many readings are checked, not checked, neither?',
    '读数已核、未核、未填各多少？',
    { from: 'readings', rows: [{ field: 'checked', as: 'checked' }], measures: { n: { count: '*' } } },
    `select checked, count(*) from readings group by 1 order by 1 nulls last`,
  ),
  question(
    'How many alarms of each kind were there, and how many readings have one? (A reading may have several.)',
    '各类警报多少次，涉及多少读数？',
    {
      from: 'readings',
      rows: [{ field: 'alarms.kind', as: 'kind' }],
      measures: { alarms: { count: 'alarms' }, readings: { count: '*' } },
      totals: ['grand'],
    },
    `select kind, count(a.id), count(distinct r.id) from readings r left join alarms a on a.reading = r.id group by 1 order by kind collate "zh-x-icu" nulls last`,
    {
      totals: [
        { over: ['kind'], sql: `select null, (select count(*) from alarms a join readings r on r.id = a.reading), count(*) from readings` },
      ],
    },
  ),
  question(
    'How many alarms did the stations of each country raise, countries without any too?',
    '各国站点发出多少警报，没有的也列出？',
    {
      from: 'stations',
      rows: [{ field: 'country', as: 'country' }],
      measures: {
        stations: { count: '*' },
        readings: { count: 'readings:station' },
        alarms: { count: 'readings:station.alarms' },
        rain: { sum: 'readings:station.rain' },
      },
    },
    `with x as (select s.*, (select count(*) from readings r where r.station = s.id) as r, (select count(*) from readings r join alarms a on a.reading = r.id where r.station = s.id) as a,
       (select sum(rain) from readings r where r.station = s.id) as rain from stations s)
     select country, count(*), sum(r), sum(a), sum(rain) from x group by 1 order by country collate "zh-x-icu" nulls last`,
  ),
  question(
    'Which station has no reading at all?',
    '哪个站没有任何读数？',
    {
      from: 'stations',
      rows: [{ field: 'name', as: 'name' }],
      measures: { n: { count: '*' }, readings: { count: 'readings:station' }, mean: { avg: 'readings:station.temperature' } },
      having: [{ measure: 'mean', empty: true }],
    },
    `select name, count(*), 0, null from stations s where not exists (select from readings where station = s.id) group by 1 ${stationOrder}`,
  ),
  question(
    'How long do alarms of each grade last on average, longest first?',
    '各级警报平均持续多久，从长到短？',
    {
      from: 'alarms',
      rows: [{ field: 'grade', as: 'grade' }],
      measures: { hours: { avgDuration: { from: 'raised_at', to: 'cleared_at' } } },
      sort: [{ by: 'hours', dir: 'desc' }],
    },
    `select grade, ${hoursOf('raised_at', 'cleared_at')} from alarms group by 1 order by 2 desc nulls last, 1 nulls last`,
  ),
  question(
    'Which two stations raise most alarms, the others together, by kind?',
    '警报最多的两个站与其余，按类型透视？',
    {
      from: 'alarms',
      rows: [{ field: 'reading.station.name', as: 'station', top: { n: 2, by: 'n' } }],
      cols: [{ field: 'kind', as: 'kind' }],
      measures: { n: { count: '*' } },
      totals: ['rows', 'cols'],
    },
    `with x as (select a.*, s.name from alarms a left join readings r on r.id = a.reading left join stations s on s.id = r.station),
       p as (select name, row_number() over (order by count(*) desc, name collate "zh-x-icu" nulls last) as place from x group by 1)
     select case when place > 2 then 'Others' else x.name end, kind, count(*) from x join p on p.name is not distinct from x.name group by 1, 2, place > 2
     order by place > 2, (case when place > 2 then 'Others' else min(x.name) end) collate "zh-x-icu" nulls last, kind collate "zh-x-icu" nulls last`,
    {
      totals: [
        {
          over: ['kind'],
          sql: `with x as (select a.*, s.name from alarms a left join readings r on r.id = a.reading left join stations s on s.id = r.station),
            p as (select name, row_number() over (order by count(*) desc, name collate "zh-x-icu" nulls last) as place from x group by 1)
            select case when place > 2 then 'Others' else x.name end, null, count(*) from x join p on p.name is not distinct from x.name group by 1, place > 2`,
        },
        { over: ['station'], sql: `select null, kind, count(*) from alarms group by 2` },
      ],
    },
  ),
  question(
    'How many readings with an alarm of grade 3 or more, and none of wind, are there by quality?',
    '有三级以上警报且无大风警报的读数，按质量？',
    {
      from: 'readings',
      rows: [{ field: 'quality', as: 'quality' }],
      measures: { n: { count: '*' }, rain: { sum: 'rain' } },
      where: [
        { some: 'alarms', where: [{ field: 'grade', gte: 3 }] },
        { none: 'alarms', where: [{ field: 'kind', is: '大风' }] },
      ],
    },
    `select quality, count(*), sum(rain) from readings r where exists (select from alarms where reading = r.id and grade >= 3) and not exists (select from alarms where reading = r.id and kind = '大风')
     group by 1 order by quality collate "zh-x-icu" nulls last`,
  ),
  question(
    'In what part of the readings of each fiscal quarter from July was it above 20 degrees?',
    '各财季（七月起）高于 20 度的读数占比？',
    {
      from: 'readings',
      rows: [{ field: 'taken_at', as: 'quarter', by: 'fiscal-quarter' }],
      measures: { warm: { count: '*', where: [{ field: 'temperature', gte: '20.1' }] }, n: { count: '*' }, part: { ratio: ['warm', 'n'] } },
      fiscalYearStart: 7,
    },
    `select date_trunc('quarter', ${shanghai})::date, count(*) filter (where temperature > 20), count(*), count(*) filter (where temperature > 20)::numeric / count(*) from readings group by 1 order by 1`,
  ),
  question(
    'In which year was each station opened?',
    '各站开站年份？',
    {
      from: 'stations',
      rows: [
        { field: 'opened', as: 'year', by: 'year' },
        { field: 'name', as: 'name' },
      ],
      measures: { n: { count: '*' }, height: { max: 'height' } },
    },
    `select date_trunc('year', opened)::date, name, count(*), max(height) from stations group by 1, 2 order by 1, name collate "zh-x-icu"`,
  ),
]
