import { CandlestickChart } from 'echarts/charts'

export default [CandlestickChart]
