import { MapChart } from 'echarts/charts'
import { GeoComponent } from 'echarts/components'

export default [MapChart, GeoComponent]
