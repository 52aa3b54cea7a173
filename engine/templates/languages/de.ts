import type { Texts } from './texts.ts';

export const DE: Texts = {
	colon: ': ',
	// After a comma the next line would begin with a small letter.
	greeting: 'Hallo[ {firstName}]!',
	news: {
		fromShop: 'Neuigkeiten[ von {shop}]',
		order: 'Es gibt Neuigkeiten zu Ihrer Bestellung.',
		parcel: 'Es gibt Neuigkeiten zu Ihrem Paket.',
	},
	footer: {
		order: 'In dieser E-Mail geht es um eine Bestellung[ bei {shop}].',
		account: 'In dieser E-Mail geht es um ein Kundenkonto[ bei {shop}].',
		other: '[Gesendet von {shop}.|Diese E-Mail wurde automatisch versendet.]',
	},
	item: 'Artikel',
	sums: {
		subtotal: 'Zwischensumme',
		discount: 'Rabatt',
		discountOf: 'Rabatt ({code})',
		fee: 'Gebühr',
		shipping: 'Versand',
		tip: 'Trinkgeld',
		rounding: 'Rundung',
		tax: 'Steuern',
	},
	lines: {
		inShipment: 'In dieser Sendung',
		free: 'Kostenlos',
		total: 'Gesamtsumme',
		includedTax: 'Enthaltene Steuern',
	},
	labels: {
		order: 'Bestellung',
		placedOn: 'Bestellt am',
		payment: 'Zahlung',
		shipping: 'Versand',
		status: 'Status',
		statusBefore: 'Zuvor',
		carrier: 'Versanddienst',
		service: 'Versandart',
		trackingNumber: 'Sendungsnummer',
		expected: 'Voraussichtlich am',
		delivered: 'Zugestellt',
		refund: 'Erstattung',
		refundedInTotal: 'Insgesamt erstattet',
		orderTotal: 'Bestellwert',
		paidWith: 'Bezahlt mit',
	},
	deliveryAddress: 'Lieferadresse',
	parcels: { one: '{count} Paket', other: '{count} Pakete' },
	buttons: { order: 'Bestellung ansehen', track: 'Sendung verfolgen', shop: 'Zum Shop' },
	orderConfirmation: {
		subject: 'Danke für Ihre Bestellung[ {orderNumber}]',
		heading: 'Danke für Ihre Bestellung',
		received: 'Wir haben Ihre Bestellung[ {orderNumber}] erhalten.',
		receivedToShip:
			'Wir haben Ihre Bestellung[ {orderNumber}] erhalten und melden uns, sobald sie unterwegs ist.',
	},
	orderStatusUpdate: {
		subject: '[Ihre Bestellung {orderNumber}|Neues zu Ihrer Bestellung][: {status}]',
		heading: '[{status}|Neues zu Ihrer Bestellung]',
	},
	parcelStatusUpdate: {
		subject: '[Ihr Paket zur Bestellung {orderNumber}|Neues zu Ihrem Paket][: {status}]',
		heading: '[{status}|Neues zu Ihrem Paket]',
	},
	shippingConfirmation: {
		subject: 'Ihre Bestellung[ {orderNumber}] wurde verschickt',
		preheader: 'Auf dem Weg zu Ihnen[ mit {carrier}].',
		heading: 'Ihre Bestellung ist unterwegs',
		shipped: 'Gute Nachricht: Ihre Bestellung[ {orderNumber}] wurde[ mit {carrier}] verschickt.',
	},
	outForDelivery: {
		subject: 'In Zustellung: Ihre Bestellung[ {orderNumber}]',
		preheader: {
			one: '[{carrier}|Der Zustelldienst] bringt Ihr Paket.',
			other: '[{carrier}|Der Zustelldienst] bringt Ihre Pakete.',
		},
		heading: 'In Zustellung',
		onVehicle:
			'Ihre Bestellung[ {orderNumber}] ist im Zustellfahrzeug[ von {carrier}] und kommt bald bei Ihnen an.',
	},
	deliveryConfirmation: {
		subject: 'Ihre Bestellung[ {orderNumber}] wurde zugestellt',
		preheader: {
			one: 'Ihr Paket ist angekommen. Wir wünschen Ihnen viel Freude damit.',
			other: 'Ihre Pakete sind angekommen. Wir wünschen Ihnen viel Freude damit.',
		},
		heading: 'Ihre Bestellung wurde zugestellt',
		delivered:
			'Ihre Bestellung[ {orderNumber}] wurde zugestellt. Wir wünschen Ihnen viel Freude damit.',
	},
	refundConfirmation: {
		subject: 'Ihre Erstattung[ zur Bestellung {orderNumber}]',
		preheader: 'Wir haben Ihnen [{refund}|Geld] erstattet.',
		heading: 'Ihre Erstattung ist unterwegs',
		refunded:
			'Wir haben Ihnen [{refund}|Geld][ für Ihre Bestellung {orderNumber}] erstattet. Je nach Bank kann es einige Tage dauern, bis der Betrag auf Ihrem Konto erscheint.',
	},
	welcome: {
		subject: 'Willkommen[ bei {shop}]',
		preheader: 'Schön, dass Sie da sind.',
		welcomed:
			'Schön, dass Sie da sind. Ab jetzt halten wir Sie per E-Mail über Ihre Bestellungen auf dem Laufenden.',
	},
	trackingPage: {
		find: 'Bestellung finden',
		findHelp: 'Die Bestellnummer steht in den E-Mails zu Ihrer Bestellung.',
		orderNumber: 'Bestellnummer',
		email: 'E-Mail-Adresse',
		show: 'Bestellung zeigen',
		notFound: 'Wir haben diese Bestellung nicht gefunden',
		notFoundHelp:
			'Bitte prüfen Sie Bestellnummer und E-Mail-Adresse, oder öffnen Sie den Link in unserer letzten E-Mail an Sie.',
		tooMany: 'Das wurde zu oft versucht. Bitte versuchen Sie es später noch einmal.',
		unavailable:
			'Diese Seite kann gerade nicht angezeigt werden. Bitte versuchen Sie es in einigen Minuten noch einmal.',
		ordered: 'Bestellt',
		history: 'Verlauf',
		items: 'Artikel',
	},
	orderStatus: {
		draft: {
			label: 'Entwurf',
			sentence: 'Ihre Bestellung ist vorbereitet, aber noch nicht aufgegeben.',
		},
		pending_payment: {
			label: 'Warten auf Zahlung',
			sentence: 'Wir warten auf Ihre Zahlung. Sobald sie da ist, bereiten wir Ihre Bestellung vor.',
		},
		authorized: {
			label: 'Eingegangen',
			sentence: 'Ihre Bestellung ist bei uns eingegangen. Wir bereiten sie bald vor.',
		},
		on_hold: { label: 'Zurückgestellt', sentence: 'Ihre Bestellung ist im Moment zurückgestellt.' },
		processing: { label: 'In Vorbereitung', sentence: 'Wir bereiten Ihre Bestellung jetzt vor.' },
		partially_fulfilled: {
			label: 'Teilweise verschickt',
			sentence: 'Ein Teil Ihrer Bestellung wurde verschickt.',
		},
		ready_for_pickup: {
			label: 'Abholbereit',
			sentence: 'Ihre Bestellung liegt zur Abholung bereit.',
		},
		fulfilled: {
			label: 'Verschickt',
			sentence: 'Ihre Bestellung wurde vollständig verschickt.',
		},
		completed: {
			label: 'Abgeschlossen',
			sentence: 'Ihre Bestellung ist abgeschlossen. Danke für Ihren Einkauf bei uns.',
		},
		partially_refunded: {
			label: 'Teilweise erstattet',
			sentence: 'Ein Teil Ihrer Bestellung wurde erstattet.',
		},
		refunded: { label: 'Erstattet', sentence: 'Ihre Bestellung wurde erstattet.' },
		refunding: {
			label: 'Erstattung läuft',
			sentence: 'Die Erstattung für Ihre Bestellung ist in Arbeit.',
		},
		closed: {
			label: 'Geschlossen',
			sentence: 'Ihre Bestellung ist geschlossen. Es ist nichts dafür zu bezahlen.',
		},
		cancelled: { label: 'Storniert', sentence: 'Ihre Bestellung wurde storniert.' },
		failed: {
			label: 'Nicht abgeschlossen',
			sentence: 'Ihre Bestellung konnte nicht abgeschlossen werden.',
		},
	},
	shipmentStatus: {
		pending: {
			label: 'In Vorbereitung',
			sentence: { one: 'Wir bereiten Ihr Paket vor.', other: 'Wir bereiten Ihre Pakete vor.' },
		},
		label_created: {
			label: 'Verpackt',
			sentence: {
				one: 'Ihr Paket ist verpackt und wartet auf die Abholung durch den Versanddienst.',
				other: 'Ihre Pakete sind verpackt und warten auf die Abholung durch den Versanddienst.',
			},
		},
		shipped: {
			label: 'Verschickt',
			sentence: { one: 'Ihr Paket wurde verschickt.', other: 'Ihre Pakete wurden verschickt.' },
		},
		in_transit: {
			label: 'Unterwegs',
			sentence: {
				one: 'Ihr Paket ist auf dem Weg zu Ihnen.',
				other: 'Ihre Pakete sind auf dem Weg zu Ihnen.',
			},
		},
		ready_for_pickup: {
			label: 'Abholbereit',
			sentence: {
				one: 'Ihr Paket liegt zur Abholung bereit.',
				other: 'Ihre Pakete liegen zur Abholung bereit.',
			},
		},
		out_for_delivery: {
			label: 'In Zustellung',
			sentence: {
				one: 'Der Zustelldienst bringt Ihr Paket.',
				other: 'Der Zustelldienst bringt Ihre Pakete.',
			},
		},
		delivered: {
			label: 'Zugestellt',
			sentence: { one: 'Ihr Paket wurde zugestellt.', other: 'Ihre Pakete wurden zugestellt.' },
		},
		attempted: {
			label: 'Zustellversuch',
			sentence: {
				one: 'Der Zustelldienst konnte Ihr Paket nicht übergeben und teilt Ihnen mit, wie es weitergeht.',
				other:
					'Der Zustelldienst konnte Ihre Pakete nicht übergeben und teilt Ihnen mit, wie es weitergeht.',
			},
		},
		delayed: {
			label: 'Verspätet',
			sentence: {
				one: 'Ihr Paket braucht länger als geplant. Das tut uns leid.',
				other: 'Ihre Pakete brauchen länger als geplant. Das tut uns leid.',
			},
		},
		failed: {
			label: 'Nicht zugestellt',
			sentence: {
				one: 'Ihr Paket konnte nicht zugestellt werden.',
				other: 'Ihre Pakete konnten nicht zugestellt werden.',
			},
		},
		returned: {
			label: 'Auf dem Rückweg',
			sentence: {
				one: 'Ihr Paket ist auf dem Rückweg zu uns.',
				other: 'Ihre Pakete sind auf dem Rückweg zu uns.',
			},
		},
		cancelled: {
			label: 'Storniert',
			sentence: {
				one: 'Die Sendung wurde storniert.',
				other: 'Die Sendung wurde storniert.',
			},
		},
	},
};
