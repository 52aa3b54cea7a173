import type { Texts } from './texts.ts';

/** In words that are at home on both sides of the Atlantic: no gerund, neither "tu" nor "você". */
export const PT: Texts = {
	colon: ': ',
	greeting: 'Olá[, {firstName}]!',
	news: {
		fromShop: 'Novidades[ de {shop}]',
		order: 'Há novidades sobre o seu pedido.',
		parcel: 'Há novidades sobre a sua encomenda.',
	},
	footer: {
		order: 'Este e-mail é sobre um pedido[ em {shop}].',
		account: 'Este e-mail é sobre uma conta[ em {shop}].',
		other: '[Enviado por {shop}.|Este e-mail foi enviado automaticamente.]',
	},
	item: 'Artigo',
	sums: {
		subtotal: 'Subtotal',
		discount: 'Desconto',
		discountOf: 'Desconto ({code})',
		fee: 'Taxa adicional',
		shipping: 'Envio',
		tip: 'Gorjeta',
		rounding: 'Arredondamento',
		tax: 'Impostos',
	},
	lines: {
		inShipment: 'Neste envio',
		free: 'Grátis',
		total: 'Total',
		includedTax: 'Impostos incluídos',
	},
	labels: {
		order: 'Pedido',
		placedOn: 'Feito em',
		payment: 'Pagamento',
		shipping: 'Envio',
		status: 'Estado',
		statusBefore: 'Antes',
		carrier: 'Transportadora',
		service: 'Serviço',
		trackingNumber: 'Código de rastreio',
		expected: 'Entrega prevista',
		delivered: 'Entregue',
		refund: 'Reembolso',
		refundedInTotal: 'Total reembolsado',
		orderTotal: 'Total do pedido',
		paidWith: 'Pago com',
	},
	deliveryAddress: 'Endereço de entrega',
	parcels: { one: '{count} encomenda', other: '{count} encomendas' },
	buttons: {
		order: 'Ver o pedido',
		track: 'Acompanhar a encomenda',
		shop: 'Visitar a loja',
	},
	orderConfirmation: {
		subject: 'Obrigado pelo seu pedido[ {orderNumber}]',
		heading: 'Obrigado pelo seu pedido',
		received: 'Recebemos o seu pedido[ {orderNumber}].',
		receivedToShip: 'Recebemos o seu pedido[ {orderNumber}] e avisaremos assim que for enviado.',
	},
	orderStatusUpdate: {
		subject: '[O seu pedido {orderNumber}|Novidades sobre o seu pedido][: {status}]',
		heading: '[{status}|Novidades sobre o seu pedido]',
	},
	parcelStatusUpdate: {
		subject:
			'[A sua encomenda do pedido {orderNumber}|Novidades sobre a sua encomenda][: {status}]',
		heading: '[{status}|Novidades sobre a sua encomenda]',
	},
	shippingConfirmation: {
		subject: 'O seu pedido[ {orderNumber}] foi enviado',
		preheader: 'Já está a caminho[ com {carrier}].',
		heading: 'O seu pedido está a caminho',
		shipped: 'Boas notícias: o seu pedido[ {orderNumber}] foi enviado[ com {carrier}].',
	},
	outForDelivery: {
		subject: 'Saiu para entrega: o seu pedido[ {orderNumber}]',
		preheader: {
			one: 'A sua encomenda já está com [{carrier}|a transportadora] para entrega.',
			other: 'As suas encomendas já estão com [{carrier}|a transportadora] para entrega.',
		},
		heading: 'Saiu para entrega',
		onVehicle:
			'O seu pedido[ {orderNumber}] já está no veículo de entrega[ de {carrier}] e chegará em breve.',
	},
	deliveryConfirmation: {
		subject: 'O seu pedido[ {orderNumber}] foi entregue',
		preheader: {
			one: 'A sua encomenda chegou. Esperamos que goste.',
			other: 'As suas encomendas chegaram. Esperamos que goste.',
		},
		heading: 'O seu pedido foi entregue',
		delivered: 'O seu pedido[ {orderNumber}] foi entregue. Esperamos que goste.',
	},
	refundConfirmation: {
		subject: 'O seu reembolso[ do pedido {orderNumber}]',
		preheader: 'Fizemos um reembolso[ de {refund}].',
		heading: 'O seu reembolso está a caminho',
		refunded:
			'Fizemos um reembolso[ de {refund}][ do seu pedido {orderNumber}]. Dependendo do banco, o valor pode demorar alguns dias a aparecer na sua conta.',
	},
	welcome: {
		subject: 'Boas-vindas[ a {shop}]',
		preheader: 'É bom ter a sua companhia.',
		welcomed:
			'É bom ter a sua companhia. A partir de agora, enviaremos por e-mail as novidades sobre os seus pedidos.',
	},
	trackingPage: {
		find: 'Encontrar a sua encomenda',
		findHelp: 'O número da encomenda está nos e-mails sobre a sua encomenda.',
		orderNumber: 'Número da encomenda',
		email: 'Endereço de e-mail',
		show: 'Mostrar a encomenda',
		notFound: 'Não encontrámos esta encomenda',
		notFoundHelp:
			'Verifique o número da encomenda e o endereço de e-mail, ou abra o link do nosso último e-mail.',
		tooMany: 'Demasiadas tentativas. Tente novamente mais tarde.',
		unavailable:
			'Não é possível mostrar esta página neste momento. Tente novamente dentro de alguns minutos.',
		ordered: 'Encomendado',
		history: 'Histórico',
		items: 'Artigos',
	},
	orderStatus: {
		draft: {
			label: 'Rascunho',
			sentence: 'O seu pedido está preparado, mas ainda não foi feito.',
		},
		pending_payment: {
			label: 'À espera de pagamento',
			sentence: 'Aguardamos o seu pagamento. Assim que chegar, preparamos o seu pedido.',
		},
		authorized: {
			label: 'Recebido',
			sentence: 'Recebemos o seu pedido e vamos prepará-lo em breve.',
		},
		on_hold: { label: 'Em espera', sentence: 'O seu pedido está em espera por enquanto.' },
		processing: { label: 'Em preparação', sentence: 'O seu pedido está em preparação.' },
		partially_fulfilled: {
			label: 'Enviado em parte',
			sentence: 'Uma parte do seu pedido foi enviada.',
		},
		ready_for_pickup: {
			label: 'Pronto para levantar',
			sentence: 'O seu pedido está pronto para levantamento.',
		},
		fulfilled: { label: 'Enviado', sentence: 'Todo o seu pedido foi enviado.' },
		completed: {
			label: 'Concluído',
			sentence: 'O seu pedido está concluído. Agradecemos a sua compra.',
		},
		partially_refunded: {
			label: 'Reembolsado em parte',
			sentence: 'Uma parte do seu pedido foi reembolsada.',
		},
		refunded: { label: 'Reembolsado', sentence: 'O seu pedido foi reembolsado.' },
		refunding: {
			label: 'Reembolso em curso',
			sentence: 'O reembolso do seu pedido está em curso.',
		},
		closed: {
			label: 'Encerrado',
			sentence: 'O seu pedido está encerrado. Não há nada a pagar.',
		},
		cancelled: { label: 'Cancelado', sentence: 'O seu pedido foi cancelado.' },
		failed: {
			label: 'Não concluído',
			sentence: 'Não foi possível concluir o seu pedido.',
		},
	},
	shipmentStatus: {
		pending: {
			label: 'Em preparação',
			sentence: {
				one: 'A sua encomenda está em preparação.',
				other: 'As suas encomendas estão em preparação.',
			},
		},
		label_created: {
			label: 'Embalada',
			sentence: {
				one: 'A sua encomenda está embalada e à espera da transportadora.',
				other: 'As suas encomendas estão embaladas e à espera da transportadora.',
			},
		},
		shipped: {
			label: 'Enviada',
			sentence: {
				one: 'A sua encomenda foi enviada.',
				other: 'As suas encomendas foram enviadas.',
			},
		},
		in_transit: {
			label: 'A caminho',
			sentence: {
				one: 'A sua encomenda está a caminho.',
				other: 'As suas encomendas estão a caminho.',
			},
		},
		ready_for_pickup: {
			label: 'Pronta para levantar',
			sentence: {
				one: 'A sua encomenda está pronta para levantamento.',
				other: 'As suas encomendas estão prontas para levantamento.',
			},
		},
		out_for_delivery: {
			label: 'Saiu para entrega',
			sentence: {
				one: 'A sua encomenda saiu para entrega.',
				other: 'As suas encomendas saíram para entrega.',
			},
		},
		delivered: {
			label: 'Entregue',
			sentence: {
				one: 'A sua encomenda foi entregue.',
				other: 'As suas encomendas foram entregues.',
			},
		},
		attempted: {
			label: 'Tentativa de entrega',
			sentence: {
				one: 'A transportadora não conseguiu entregar a sua encomenda e informará os próximos passos.',
				other:
					'A transportadora não conseguiu entregar as suas encomendas e informará os próximos passos.',
			},
		},
		delayed: {
			label: 'Atrasada',
			sentence: {
				one: 'A sua encomenda vai demorar mais do que o previsto. Pedimos desculpa.',
				other: 'As suas encomendas vão demorar mais do que o previsto. Pedimos desculpa.',
			},
		},
		failed: {
			label: 'Não entregue',
			sentence: {
				one: 'Não foi possível entregar a sua encomenda.',
				other: 'Não foi possível entregar as suas encomendas.',
			},
		},
		returned: {
			label: 'Devolvida',
			sentence: {
				one: 'A sua encomenda está em devolução ao remetente.',
				other: 'As suas encomendas estão em devolução ao remetente.',
			},
		},
		cancelled: {
			label: 'Cancelada',
			sentence: { one: 'O envio foi cancelado.', other: 'O envio foi cancelado.' },
		},
	},
};
