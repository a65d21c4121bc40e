import { CalendarComponent } from 'echarts/components'

export default [CalendarComponent]
