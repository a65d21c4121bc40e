import { Button, Input } from '@mantine/core'
import { IconMapPin } from '@tabler/icons-react'
import type { Place } from '@tangram/form-engine'
import { useState } from 'react'
import type { WidgetProps } from '../../widget.ts'
import { groupAttributes } from '../attributes.ts'
import { gcjOf } from './gcj-of.ts'
import classes from './rare.module.css'
import { useWidgetWords } from './widget-words.ts'

type Draft = { lng: string; lat: string; name: string }

/** A place by its coordinates: found by the device, or typed. */
export function LocationWidget(props: WidgetProps) {
  const { id, value, onChange, onBlur, field, invalid } = props
  const say = useWidgetWords()
  const [status, setStatus] = useState('')
  const [isLocating, setLocating] = useState(false)
  const place = isPlace(value) ? value : undefined
  const stored: Draft = { lng: String(place?.lng ?? ''), lat: String(place?.lat ?? ''), name: place?.name ?? '' }
  // What is being typed, such as “121.” or one number of two, is no place yet.
  const [typed, setTyped] = useState<Draft | null>(null)
  const shown = typed && (!place || (Number(typed.lng) === place.lng && Number(typed.lat) === place.lat)) ? typed : stored
  const crs = (place?.crs ?? field.config.crs ?? 'WGS-84') as Place['crs']
  const change = (next: Draft) => {
    setTyped(next)
    const numbers = [next.lng, next.lat].map((text) => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined))
    const [lng, lat] = numbers
    if (next.lng === '' && next.lat === '' && next.name === '') onChange(null)
    else onChange(lng === undefined || lat === undefined ? { crs, name: next.name } : { lng, lat, crs, name: next.name })
  }
  const locate = () => {
    setLocating(true)
    setStatus(say('locating'))
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setLocating(false)
        const [lng, lat] = field.config.crs === 'GCJ-02' ? gcjOf(coords.longitude, coords.latitude) : [coords.longitude, coords.latitude]
        const found = { lng: Number(lng.toFixed(6)), lat: Number(lat.toFixed(6)) }
        setTyped(null)
        onChange({ ...found, crs: field.config.crs === 'GCJ-02' ? 'GCJ-02' : 'WGS-84', name: shown.name })
        setStatus(say('located', { n: Math.round(coords.accuracy) }))
        onBlur()
      },
      (problem) => {
        setLocating(false)
        setStatus(say(problem.code === problem.PERMISSION_DENIED ? 'locating-refused' : 'locating-failed'))
      },
      { enableHighAccuracy: true, timeout: 20_000 },
    )
  }
  const parts = [
    { part: 'lng', label: say('longitude'), mode: 'text' },
    { part: 'lat', label: say('latitude'), mode: 'text' },
    { part: 'name', label: say('place-name'), mode: 'text' },
  ] as const
  return (
    <div role="group" {...groupAttributes(props)} className={classes.stack}>
      <div className={classes.place}>
        {parts.map(({ part, label }, index) => (
          <div key={part} className={part === 'name' ? classes.whole : undefined}>
            <label htmlFor={index === 0 ? id : `${id}-${part}`} className={classes.part}>
              {label}
            </label>
            <Input
              id={index === 0 ? id : `${id}-${part}`}
              autoComplete="off"
              maxLength={part === 'name' ? 200 : 14}
              error={invalid}
              value={shown[part]}
              onChange={(event) => change({ ...shown, [part]: event.currentTarget.value })}
              onBlur={onBlur}
            />
          </div>
        ))}
      </div>
      <div className={classes.row}>
        {'geolocation' in navigator && (
          <Button variant="default" leftSection={<IconMapPin size={16} stroke={1.5} />} disabled={isLocating} onClick={locate}>
            {say('my-location')}
          </Button>
        )}
        <span className={classes.quiet}>{crs}</span>
        <span role="status" className={classes.quiet}>
          {status}
        </span>
      </div>
    </div>
  )
}

const isPlace = (value: unknown): value is Place => typeof value === 'object' && value !== null && 'lng' in value && 'lat' in value
