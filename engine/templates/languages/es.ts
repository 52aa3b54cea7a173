import type { Texts } from './texts.ts';

export const ES: Texts = {
	colon: ': ',
	greeting: 'Hola[, {firstName}]:',
	news: {
		fromShop: 'Novedades[ de {shop}]',
		order: 'Hay novedades sobre tu pedido.',
		parcel: 'Hay novedades sobre tu paquete.',
	},
	footer: {
		order: 'Este correo trata de un pedido[ en {shop}].',
		account: 'Este correo trata de una cuenta[ en {shop}].',
		other: '[Enviado por {shop}.|Este correo se ha enviado automáticamente.]',
	},
	item: 'Artículo',
	sums: {
		subtotal: 'Subtotal',
		discount: 'Descuento',
		discountOf: 'Descuento ({code})',
		fee: 'Recargo',
		shipping: 'Envío',
		tip: 'Propina',
		rounding: 'Redondeo',
		tax: 'Impuestos',
	},
	lines: {
		inShipment: 'En este envío',
		free: 'Gratis',
		total: 'Total',
		includedTax: 'Impuestos incluidos',
	},
	labels: {
		order: 'Pedido',
		placedOn: 'Realizado el',
		payment: 'Pago',
		shipping: 'Envío',
		status: 'Estado',
		statusBefore: 'Antes',
		carrier: 'Transportista',
		service: 'Servicio',
		trackingNumber: 'Número de seguimiento',
		expected: 'Entrega prevista',
		delivered: 'Entregado',
		refund: 'Reembolso',
		refundedInTotal: 'Reembolsado en total',
		orderTotal: 'Total del pedido',
		paidWith: 'Pagado con',
	},
	deliveryAddress: 'Dirección de entrega',
	parcels: { one: '{count} paquete', other: '{count} paquetes' },
	buttons: { order: 'Ver mi pedido', track: 'Seguir mi paquete', shop: 'Visitar la tienda' },
	orderConfirmation: {
		subject: 'Gracias por tu pedido[ {orderNumber}]',
		heading: 'Gracias por tu pedido',
		received: 'Hemos recibido tu pedido[ {orderNumber}].',
		receivedToShip:
			'Hemos recibido tu pedido[ {orderNumber}] y te avisaremos en cuanto lo enviemos.',
	},
	orderStatusUpdate: {
		subject: '[Tu pedido {orderNumber}|Novedades sobre tu pedido][: {status}]',
		heading: '[{status}|Novedades sobre tu pedido]',
	},
	parcelStatusUpdate: {
		subject: '[Tu paquete del pedido {orderNumber}|Novedades sobre tu paquete][: {status}]',
		heading: '[{status}|Novedades sobre tu paquete]',
	},
	shippingConfirmation: {
		subject: 'Hemos enviado tu pedido[ {orderNumber}]',
		preheader: 'En camino[ con {carrier}].',
		heading: 'Tu pedido está en camino',
		shipped: 'Buenas noticias: hemos enviado tu pedido[ {orderNumber}][ con {carrier}].',
	},
	outForDelivery: {
		subject: 'En reparto: tu pedido[ {orderNumber}]',
		preheader: {
			one: '[{carrier}|El transportista] te lleva tu paquete.',
			other: '[{carrier}|El transportista] te lleva tus paquetes.',
		},
		heading: 'En reparto',
		onVehicle:
			'Tu pedido[ {orderNumber}] está en el vehículo de reparto[ de {carrier}] y llegará pronto.',
	},
	deliveryConfirmation: {
		subject: 'Tu pedido[ {orderNumber}] se ha entregado',
		preheader: {
			one: 'Tu paquete ha llegado. Esperamos que lo disfrutes.',
			other: 'Tus paquetes han llegado. Esperamos que los disfrutes.',
		},
		heading: 'Tu pedido se ha entregado',
		delivered: 'Tu pedido[ {orderNumber}] se ha entregado. Esperamos que lo disfrutes.',
	},
	refundConfirmation: {
		subject: 'Tu reembolso[ del pedido {orderNumber}]',
		preheader: 'Te hemos [reembolsado {refund}|hecho un reembolso].',
		heading: 'Tu reembolso está en camino',
		refunded:
			'Te hemos [reembolsado {refund}|hecho un reembolso][ de tu pedido {orderNumber}]. Según tu banco, el importe puede tardar unos días en aparecer en tu cuenta.',
	},
	welcome: {
		subject: 'Te damos la bienvenida[ a {shop}]',
		preheader: 'Nos alegra tenerte con nosotros.',
		welcomed:
			'Nos alegra tenerte con nosotros. A partir de ahora te mantendremos al día de tus pedidos por correo electrónico.',
	},
	trackingPage: {
		find: 'Buscar su pedido',
		findHelp: 'El número de pedido está en los correos sobre su pedido.',
		orderNumber: 'Número de pedido',
		email: 'Correo electrónico',
		show: 'Mostrar el pedido',
		notFound: 'No hemos encontrado este pedido',
		notFoundHelp:
			'Compruebe el número de pedido y el correo electrónico, o abra el enlace de nuestro último correo.',
		tooMany: 'Demasiados intentos. Inténtelo de nuevo más tarde.',
		unavailable:
			'Esta página no se puede mostrar en este momento. Inténtelo de nuevo en unos minutos.',
		ordered: 'Pedido realizado',
		history: 'Historial',
		items: 'Artículos',
	},
	orderStatus: {
		draft: {
			label: 'Borrador',
			sentence: 'Tu pedido está preparado, pero todavía no se ha realizado.',
		},
		pending_payment: {
			label: 'Pendiente de pago',
			sentence: 'Estamos esperando tu pago. En cuanto llegue, prepararemos tu pedido.',
		},
		authorized: {
			label: 'Recibido',
			sentence: 'Hemos recibido tu pedido y lo prepararemos pronto.',
		},
		on_hold: { label: 'En espera', sentence: 'Tu pedido está en espera por el momento.' },
		processing: { label: 'En preparación', sentence: 'Estamos preparando tu pedido.' },
		partially_fulfilled: {
			label: 'Enviado en parte',
			sentence: 'Hemos enviado una parte de tu pedido.',
		},
		ready_for_pickup: {
			label: 'Listo para recoger',
			sentence: 'Tu pedido está listo: ya puedes pasar a recogerlo.',
		},
		fulfilled: { label: 'Enviado', sentence: 'Hemos enviado todo tu pedido.' },
		completed: {
			label: 'Completado',
			sentence: 'Tu pedido se ha completado. Gracias por tu compra.',
		},
		partially_refunded: {
			label: 'Reembolsado en parte',
			sentence: 'Hemos reembolsado una parte de tu pedido.',
		},
		refunded: { label: 'Reembolsado', sentence: 'Hemos reembolsado tu pedido.' },
		refunding: {
			label: 'Reembolso en curso',
			sentence: 'El reembolso de tu pedido está en curso.',
		},
		closed: {
			label: 'Cerrado',
			sentence: 'Tu pedido está cerrado. No tienes nada que pagar.',
		},
		cancelled: { label: 'Cancelado', sentence: 'Tu pedido se ha cancelado.' },
		failed: { label: 'No completado', sentence: 'Tu pedido no se ha podido completar.' },
	},
	shipmentStatus: {
		pending: {
			label: 'En preparación',
			sentence: {
				one: 'Estamos preparando tu paquete.',
				other: 'Estamos preparando tus paquetes.',
			},
		},
		label_created: {
			label: 'Empaquetado',
			sentence: {
				one: 'Tu paquete está listo y espera al transportista.',
				other: 'Tus paquetes están listos y esperan al transportista.',
			},
		},
		shipped: {
			label: 'Enviado',
			sentence: { one: 'Hemos enviado tu paquete.', other: 'Hemos enviado tus paquetes.' },
		},
		in_transit: {
			label: 'En camino',
			sentence: {
				one: 'Tu paquete está en camino.',
				other: 'Tus paquetes están en camino.',
			},
		},
		ready_for_pickup: {
			label: 'Listo para recoger',
			sentence: {
				one: 'Ya puedes pasar a recoger tu paquete.',
				other: 'Ya puedes pasar a recoger tus paquetes.',
			},
		},
		out_for_delivery: {
			label: 'En reparto',
			sentence: {
				one: 'El transportista te lleva tu paquete.',
				other: 'El transportista te lleva tus paquetes.',
			},
		},
		delivered: {
			label: 'Entregado',
			sentence: {
				one: 'Tu paquete se ha entregado.',
				other: 'Tus paquetes se han entregado.',
			},
		},
		attempted: {
			label: 'Intento de entrega',
			sentence: {
				one: 'El transportista no ha podido entregarte tu paquete y te dirá qué pasa ahora.',
				other: 'El transportista no ha podido entregarte tus paquetes y te dirá qué pasa ahora.',
			},
		},
		delayed: {
			label: 'Con retraso',
			sentence: {
				one: 'Tu paquete tarda más de lo previsto. Lo sentimos.',
				other: 'Tus paquetes tardan más de lo previsto. Lo sentimos.',
			},
		},
		failed: {
			label: 'No entregado',
			sentence: {
				one: 'Tu paquete no se ha podido entregar.',
				other: 'Tus paquetes no se han podido entregar.',
			},
		},
		returned: {
			label: 'Devuelto',
			sentence: {
				one: 'Tu paquete va de vuelta al remitente.',
				other: 'Tus paquetes van de vuelta al remitente.',
			},
		},
		cancelled: {
			label: 'Cancelado',
			sentence: { one: 'El envío se ha cancelado.', other: 'El envío se ha cancelado.' },
		},
	},
};
