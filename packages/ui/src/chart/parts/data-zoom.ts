import { DataZoomInsideComponent, DataZoomSliderComponent } from 'echarts/components'

export default [DataZoomInsideComponent, DataZoomSliderComponent]
