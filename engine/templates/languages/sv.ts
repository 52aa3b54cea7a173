import type { Texts } from './texts.ts';

export const SV: Texts = {
	colon: ': ',
	greeting: 'Hej[ {firstName}]!',
	news: {
		fromShop: 'Nyheter[ från {shop}]',
		order: 'Det finns nyheter om din beställning.',
		parcel: 'Det finns nyheter om ditt paket.',
	},
	footer: {
		order: 'Det här mejlet gäller en beställning[ hos {shop}].',
		account: 'Det här mejlet gäller ett kundkonto[ hos {shop}].',
		other: '[Skickat av {shop}.|Det här mejlet skickades automatiskt.]',
	},
	item: 'Artikel',
	sums: {
		subtotal: 'Delsumma',
		discount: 'Rabatt',
		discountOf: 'Rabatt ({code})',
		fee: 'Avgift',
		shipping: 'Frakt',
		tip: 'Dricks',
		rounding: 'Avrundning',
		tax: 'Moms',
	},
	lines: {
		inShipment: 'I den här försändelsen',
		free: 'Gratis',
		total: 'Totalt',
		includedTax: 'Varav moms',
	},
	labels: {
		order: 'Beställning',
		placedOn: 'Beställd',
		payment: 'Betalning',
		shipping: 'Frakt',
		status: 'Status',
		statusBefore: 'Tidigare',
		carrier: 'Transportör',
		service: 'Frakttjänst',
		trackingNumber: 'Spårningsnummer',
		expected: 'Väntas',
		delivered: 'Levererat',
		refund: 'Återbetalning',
		refundedInTotal: 'Återbetalt totalt',
		orderTotal: 'Ordersumma',
		paidWith: 'Betalat med',
	},
	deliveryAddress: 'Leveransadress',
	parcels: { one: '{count} paket', other: '{count} paket' },
	buttons: { order: 'Se din beställning', track: 'Spåra ditt paket', shop: 'Till butiken' },
	orderConfirmation: {
		subject: 'Tack för din beställning[ {orderNumber}]',
		heading: 'Tack för din beställning',
		received: 'Vi har tagit emot din beställning[ {orderNumber}].',
		receivedToShip:
			'Vi har tagit emot din beställning[ {orderNumber}] och hör av oss när den skickas.',
	},
	orderStatusUpdate: {
		subject: '[Din beställning {orderNumber}|Nytt om din beställning][: {status}]',
		heading: '[{status}|Nytt om din beställning]',
	},
	parcelStatusUpdate: {
		subject: '[Ditt paket för beställning {orderNumber}|Nytt om ditt paket][: {status}]',
		heading: '[{status}|Nytt om ditt paket]',
	},
	shippingConfirmation: {
		subject: 'Din beställning[ {orderNumber}] har skickats',
		preheader: 'På väg till dig[ med {carrier}].',
		heading: 'Din beställning är på väg',
		shipped: 'Goda nyheter: din beställning[ {orderNumber}] har skickats[ med {carrier}].',
	},
	outForDelivery: {
		subject: 'Ute för leverans: din beställning[ {orderNumber}]',
		preheader: {
			one: '[{carrier}|Transportören] är på väg med ditt paket.',
			other: '[{carrier}|Transportören] är på väg med dina paket.',
		},
		heading: 'Ute för leverans',
		onVehicle:
			'Din beställning[ {orderNumber}] är lastad på leveransbilen[ från {carrier}] och kommer snart till dig.',
	},
	deliveryConfirmation: {
		subject: 'Din beställning[ {orderNumber}] har levererats',
		preheader: {
			one: 'Ditt paket har kommit fram. Vi hoppas att du blir nöjd.',
			other: 'Dina paket har kommit fram. Vi hoppas att du blir nöjd.',
		},
		heading: 'Din beställning har levererats',
		delivered: 'Din beställning[ {orderNumber}] har levererats. Vi hoppas att du blir nöjd.',
	},
	refundConfirmation: {
		subject: 'Din återbetalning[ för beställning {orderNumber}]',
		preheader: 'Vi har [betalat tillbaka {refund}|gjort en återbetalning] till dig.',
		heading: 'Din återbetalning är på väg',
		refunded:
			'Vi har [betalat tillbaka {refund}|gjort en återbetalning][ för din beställning {orderNumber}]. Beroende på din bank kan det ta några dagar innan du ser pengarna på ditt konto.',
	},
	welcome: {
		subject: 'Välkommen[ till {shop}]',
		preheader: 'Kul att du är här.',
		welcomed:
			'Kul att du är här. Från och med nu håller vi dig uppdaterad om dina beställningar via mejl.',
	},
	trackingPage: {
		find: 'Hitta din beställning',
		findHelp: 'Ordernumret står i e-postmeddelandena om din beställning.',
		orderNumber: 'Ordernummer',
		email: 'E-postadress',
		show: 'Visa beställningen',
		notFound: 'Vi hittade inte den här beställningen',
		notFoundHelp:
			'Kontrollera ordernumret och e-postadressen, eller öppna länken i vårt senaste e-postmeddelande.',
		tooMany: 'För många försök. Försök igen senare.',
		unavailable: 'Sidan kan inte visas just nu. Försök igen om några minuter.',
		ordered: 'Beställt',
		history: 'Historik',
		items: 'Artiklar',
	},
	orderStatus: {
		draft: {
			label: 'Utkast',
			sentence: 'Din beställning är förberedd, men ännu inte lagd.',
		},
		pending_payment: {
			label: 'Väntar på betalning',
			sentence: 'Vi väntar på din betalning. När den har kommit in packar vi din beställning.',
		},
		authorized: {
			label: 'Mottagen',
			sentence: 'Vi har tagit emot din beställning och gör den snart i ordning.',
		},
		on_hold: { label: 'Pausad', sentence: 'Din beställning är pausad för tillfället.' },
		processing: {
			label: 'Görs i ordning',
			sentence: 'Vi gör din beställning i ordning nu.',
		},
		partially_fulfilled: {
			label: 'Delvis skickad',
			sentence: 'En del av din beställning har skickats.',
		},
		ready_for_pickup: {
			label: 'Redo att hämtas',
			sentence: 'Din beställning är redo att hämtas.',
		},
		fulfilled: { label: 'Skickad', sentence: 'Hela din beställning har skickats.' },
		completed: {
			label: 'Slutförd',
			sentence: 'Din beställning är slutförd. Tack för att du handlade hos oss.',
		},
		partially_refunded: {
			label: 'Delvis återbetald',
			sentence: 'En del av din beställning har återbetalats.',
		},
		refunded: { label: 'Återbetald', sentence: 'Din beställning har återbetalats.' },
		refunding: {
			label: 'Återbetalning pågår',
			sentence: 'Återbetalningen av din beställning pågår.',
		},
		closed: {
			label: 'Stängd',
			sentence: 'Din beställning är stängd. Du behöver inte betala något för den.',
		},
		cancelled: { label: 'Avbruten', sentence: 'Din beställning har avbrutits.' },
		failed: {
			label: 'Inte genomförd',
			sentence: 'Din beställning kunde inte genomföras.',
		},
	},
	shipmentStatus: {
		pending: {
			label: 'Görs i ordning',
			sentence: {
				one: 'Vi gör ditt paket i ordning.',
				other: 'Vi gör dina paket i ordning.',
			},
		},
		label_created: {
			label: 'Packat',
			sentence: {
				one: 'Ditt paket är packat och väntar på transportören.',
				other: 'Dina paket är packade och väntar på transportören.',
			},
		},
		shipped: {
			label: 'Skickat',
			sentence: { one: 'Ditt paket har skickats.', other: 'Dina paket har skickats.' },
		},
		in_transit: {
			label: 'På väg',
			sentence: { one: 'Ditt paket är på väg till dig.', other: 'Dina paket är på väg till dig.' },
		},
		ready_for_pickup: {
			label: 'Redo att hämtas',
			sentence: { one: 'Ditt paket är redo att hämtas.', other: 'Dina paket är redo att hämtas.' },
		},
		out_for_delivery: {
			label: 'Ute för leverans',
			sentence: {
				one: 'Transportören är på väg med ditt paket.',
				other: 'Transportören är på väg med dina paket.',
			},
		},
		delivered: {
			label: 'Levererat',
			sentence: { one: 'Ditt paket har levererats.', other: 'Dina paket har levererats.' },
		},
		attempted: {
			label: 'Leveransförsök',
			sentence: {
				one: 'Transportören kunde inte lämna över ditt paket och meddelar dig vad som händer nu.',
				other: 'Transportören kunde inte lämna över dina paket och meddelar dig vad som händer nu.',
			},
		},
		delayed: {
			label: 'Försenat',
			sentence: {
				one: 'Ditt paket tar längre tid än planerat. Vi beklagar.',
				other: 'Dina paket tar längre tid än planerat. Vi beklagar.',
			},
		},
		failed: {
			label: 'Inte levererat',
			sentence: {
				one: 'Ditt paket kunde inte levereras.',
				other: 'Dina paket kunde inte levereras.',
			},
		},
		returned: {
			label: 'I retur',
			sentence: {
				one: 'Ditt paket är på väg tillbaka till oss.',
				other: 'Dina paket är på väg tillbaka till oss.',
			},
		},
		cancelled: {
			label: 'Avbrutet',
			sentence: {
				one: 'Försändelsen har avbrutits.',
				other: 'Försändelsen har avbrutits.',
			},
		},
	},
};
