import { type ErrorCatalogue, failures } from '@tangram/data-model'

/** What can go wrong with working time while something runs. */
export const calendarErrors = {
  'flow.calendar.closed': {
    status: 409,
    text: { en: 'The calendar “{calendar}” has no more working time.', 'zh-CN': '工作日历“{calendar}”没有足够的工作时间。' },
    fix: { en: 'Ask the builder of the app to give it opening hours.', 'zh-CN': '请联系应用搭建者设置工作时间。' },
  },
} satisfies ErrorCatalogue

export const fail = failures(calendarErrors)
