import type { MessageCatalogue } from '@tangram/data-model'

/** What `checkCalendar` can find. */
export const calendarMessages = {
  'calendar.zone.unknown': {
    text: { en: 'There is no time zone “{zone}”.', 'zh-CN': '没有时区“{zone}”。' },
    fix: { en: 'Choose one from the list, such as Asia/Shanghai.', 'zh-CN': '请从列表中选择，例如 Asia/Shanghai。' },
  },
  'calendar.week.closed': {
    text: { en: 'No day of the week has working hours.', 'zh-CN': '一周中没有任何工作时间。' },
    fix: { en: 'Give at least one day its hours.', 'zh-CN': '请至少为一天设置工作时间。' },
  },
  'calendar.hours.wrong': {
    text: { en: '“{from}–{to}” are no working hours.', 'zh-CN': '“{from}–{to}”不是有效的工作时间。' },
    fix: { en: 'Begin before you end, from 00:00 to 24:00.', 'zh-CN': '开始须早于结束，范围 00:00 至 24:00。' },
  },
  'calendar.hours.overlap': {
    text: {
      en: 'The hours from {from} overlap others of that day; they count once.',
      'zh-CN': '从 {from} 开始的时段与当天其他时段重叠，重叠部分只计一次。',
    },
    fix: { en: 'Let one end before the next begins.', 'zh-CN': '请使各时段互不重叠。' },
  },
  'calendar.date.wrong': {
    text: { en: '“{date}” is not a date.', 'zh-CN': '“{date}”不是有效日期。' },
    fix: { en: 'Write it as 2026-10-01.', 'zh-CN': '请写成 2026-10-01 的形式。' },
  },
  'calendar.holiday.backwards': {
    text: { en: 'The days off end before they begin, or last longer than a year.', 'zh-CN': '假期的结束早于开始，或超过一年。' },
    fix: { en: 'Correct the last day.', 'zh-CN': '请更正结束日期。' },
  },
  'calendar.workday.twice': {
    text: { en: '{date} is named twice among the extra working days.', 'zh-CN': '调休上班日中 {date} 重复。' },
    fix: { en: 'Keep it once, with all its hours.', 'zh-CN': '请只保留一条并写全时段。' },
  },
} satisfies MessageCatalogue
