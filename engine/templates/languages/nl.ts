import type { Texts } from './texts.ts';

export const NL: Texts = {
	colon: ': ',
	greeting: 'Hallo[ {firstName}],',
	news: {
		fromShop: 'Nieuws[ van {shop}]',
		order: 'Er is nieuws over je bestelling.',
		parcel: 'Er is nieuws over je pakket.',
	},
	footer: {
		order: 'Deze e-mail gaat over een bestelling[ bij {shop}].',
		account: 'Deze e-mail gaat over een account[ bij {shop}].',
		other: '[Verstuurd door {shop}.|Deze e-mail is automatisch verstuurd.]',
	},
	item: 'Artikel',
	sums: {
		subtotal: 'Subtotaal',
		discount: 'Korting',
		discountOf: 'Korting ({code})',
		fee: 'Toeslag',
		shipping: 'Verzending',
		tip: 'Fooi',
		rounding: 'Afronding',
		tax: 'Btw',
	},
	lines: {
		inShipment: 'In deze zending',
		free: 'Gratis',
		total: 'Totaal',
		includedTax: 'Inclusief btw',
	},
	labels: {
		order: 'Bestelling',
		placedOn: 'Geplaatst op',
		payment: 'Betaling',
		shipping: 'Verzending',
		status: 'Status',
		statusBefore: 'Eerder',
		carrier: 'Vervoerder',
		service: 'Verzendwijze',
		trackingNumber: 'Track-en-tracenummer',
		expected: 'Verwacht op',
		delivered: 'Bezorgd',
		refund: 'Terugbetaling',
		refundedInTotal: 'In totaal terugbetaald',
		orderTotal: 'Totaal van de bestelling',
		paidWith: 'Betaald met',
	},
	deliveryAddress: 'Bezorgadres',
	parcels: { one: '{count} pakket', other: '{count} pakketten' },
	buttons: { order: 'Bekijk je bestelling', track: 'Volg je pakket', shop: 'Naar de winkel' },
	orderConfirmation: {
		subject: 'Bedankt voor je bestelling[ {orderNumber}]',
		heading: 'Bedankt voor je bestelling',
		received: 'We hebben je bestelling[ {orderNumber}] ontvangen.',
		receivedToShip:
			'We hebben je bestelling[ {orderNumber}] ontvangen en laten je weten wanneer die onderweg is.',
	},
	orderStatusUpdate: {
		subject: '[Je bestelling {orderNumber}|Nieuws over je bestelling][: {status}]',
		heading: '[{status}|Nieuws over je bestelling]',
	},
	parcelStatusUpdate: {
		subject: '[Je pakket van bestelling {orderNumber}|Nieuws over je pakket][: {status}]',
		heading: '[{status}|Nieuws over je pakket]',
	},
	shippingConfirmation: {
		subject: 'Je bestelling[ {orderNumber}] is verzonden',
		preheader: 'Onderweg naar jou[ met {carrier}].',
		heading: 'Je bestelling is onderweg',
		shipped: 'Goed nieuws: je bestelling[ {orderNumber}] is[ met {carrier}] verzonden.',
	},
	outForDelivery: {
		subject: 'Wordt bezorgd: je bestelling[ {orderNumber}]',
		preheader: {
			one: '[{carrier}|De bezorger] brengt je pakket.',
			other: '[{carrier}|De bezorger] brengt je pakketten.',
		},
		heading: 'Wordt bezorgd',
		onVehicle:
			'Je bestelling[ {orderNumber}] ligt in de bezorgwagen[ van {carrier}] en is snel bij je.',
	},
	deliveryConfirmation: {
		subject: 'Je bestelling[ {orderNumber}] is bezorgd',
		preheader: {
			one: 'Je pakket is aangekomen. We hopen dat je er blij mee bent.',
			other: 'Je pakketten zijn aangekomen. We hopen dat je er blij mee bent.',
		},
		heading: 'Je bestelling is bezorgd',
		delivered: 'Je bestelling[ {orderNumber}] is bezorgd. We hopen dat je er blij mee bent.',
	},
	refundConfirmation: {
		subject: 'Je terugbetaling[ voor bestelling {orderNumber}]',
		preheader: 'We hebben je [{refund}|geld] terugbetaald.',
		heading: 'Je terugbetaling is onderweg',
		refunded:
			'We hebben je [{refund}|geld][ voor je bestelling {orderNumber}] terugbetaald. Afhankelijk van je bank kan het een paar dagen duren voordat je het op je rekening ziet.',
	},
	welcome: {
		subject: 'Welkom[ bij {shop}]',
		preheader: 'Fijn dat je er bent.',
		welcomed:
			'Fijn dat je er bent. Vanaf nu houden we je per e-mail op de hoogte van je bestellingen.',
	},
	trackingPage: {
		find: 'Uw bestelling zoeken',
		findHelp: 'Het bestelnummer staat in de e-mails over uw bestelling.',
		orderNumber: 'Bestelnummer',
		email: 'E-mailadres',
		show: 'Bestelling tonen',
		notFound: 'We hebben deze bestelling niet gevonden',
		notFoundHelp:
			'Controleer het bestelnummer en het e-mailadres, of open de link in onze laatste e-mail aan u.',
		tooMany: 'Dit is te vaak geprobeerd. Probeer het later opnieuw.',
		unavailable:
			'Deze pagina kan nu niet worden getoond. Probeer het over een paar minuten opnieuw.',
		ordered: 'Besteld',
		history: 'Verloop',
		items: 'Artikelen',
	},
	orderStatus: {
		draft: {
			label: 'Concept',
			sentence: 'Je bestelling staat klaar, maar is nog niet geplaatst.',
		},
		pending_payment: {
			label: 'Wacht op betaling',
			sentence: 'We wachten op je betaling. Zodra die binnen is, maken we je bestelling klaar.',
		},
		authorized: {
			label: 'Ontvangen',
			sentence: 'We hebben je bestelling ontvangen en maken die binnenkort klaar.',
		},
		on_hold: {
			label: 'In de wacht',
			sentence: 'Je bestelling staat op dit moment in de wacht.',
		},
		processing: { label: 'Wordt klaargemaakt', sentence: 'We maken je bestelling nu klaar.' },
		partially_fulfilled: {
			label: 'Deels verzonden',
			sentence: 'Een deel van je bestelling is verzonden.',
		},
		ready_for_pickup: {
			label: 'Klaar om af te halen',
			sentence: 'Je bestelling ligt voor je klaar om af te halen.',
		},
		fulfilled: { label: 'Verzonden', sentence: 'Je hele bestelling is verzonden.' },
		completed: {
			label: 'Afgerond',
			sentence: 'Je bestelling is afgerond. Bedankt voor je aankoop.',
		},
		partially_refunded: {
			label: 'Deels terugbetaald',
			sentence: 'Een deel van je bestelling is terugbetaald.',
		},
		refunded: { label: 'Terugbetaald', sentence: 'Je bestelling is terugbetaald.' },
		refunding: {
			label: 'Terugbetaling loopt',
			sentence: 'De terugbetaling van je bestelling is in behandeling.',
		},
		closed: {
			label: 'Gesloten',
			sentence: 'Je bestelling is gesloten. Je hoeft er niets voor te betalen.',
		},
		cancelled: { label: 'Geannuleerd', sentence: 'Je bestelling is geannuleerd.' },
		failed: {
			label: 'Niet gelukt',
			sentence: 'Je bestelling kon niet worden afgerond.',
		},
	},
	shipmentStatus: {
		pending: {
			label: 'Wordt klaargemaakt',
			sentence: { one: 'We maken je pakket klaar.', other: 'We maken je pakketten klaar.' },
		},
		label_created: {
			label: 'Ingepakt',
			sentence: {
				one: 'Je pakket is ingepakt en wacht op de vervoerder.',
				other: 'Je pakketten zijn ingepakt en wachten op de vervoerder.',
			},
		},
		shipped: {
			label: 'Verzonden',
			sentence: { one: 'Je pakket is verzonden.', other: 'Je pakketten zijn verzonden.' },
		},
		in_transit: {
			label: 'Onderweg',
			sentence: {
				one: 'Je pakket is onderweg naar je.',
				other: 'Je pakketten zijn onderweg naar je.',
			},
		},
		ready_for_pickup: {
			label: 'Klaar om af te halen',
			sentence: {
				one: 'Je pakket ligt voor je klaar om af te halen.',
				other: 'Je pakketten liggen voor je klaar om af te halen.',
			},
		},
		out_for_delivery: {
			label: 'Wordt bezorgd',
			sentence: {
				one: 'De bezorger brengt je pakket.',
				other: 'De bezorger brengt je pakketten.',
			},
		},
		delivered: {
			label: 'Bezorgd',
			sentence: { one: 'Je pakket is bezorgd.', other: 'Je pakketten zijn bezorgd.' },
		},
		attempted: {
			label: 'Bezorgpoging',
			sentence: {
				one: 'De bezorger kon je pakket niet afgeven en laat je weten hoe het verdergaat.',
				other: 'De bezorger kon je pakketten niet afgeven en laat je weten hoe het verdergaat.',
			},
		},
		delayed: {
			label: 'Vertraagd',
			sentence: {
				one: 'Je pakket doet er langer over dan gepland. Onze excuses.',
				other: 'Je pakketten doen er langer over dan gepland. Onze excuses.',
			},
		},
		failed: {
			label: 'Niet bezorgd',
			sentence: {
				one: 'Je pakket kon niet worden bezorgd.',
				other: 'Je pakketten konden niet worden bezorgd.',
			},
		},
		returned: {
			label: 'Geretourneerd',
			sentence: {
				one: 'Je pakket komt naar ons terug.',
				other: 'Je pakketten komen naar ons terug.',
			},
		},
		cancelled: {
			label: 'Geannuleerd',
			sentence: { one: 'De zending is geannuleerd.', other: 'De zending is geannuleerd.' },
		},
	},
};
