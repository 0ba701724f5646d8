# prefix: traefik-tcp
# name: Traefik: TCP route
# description: Tags that publish a TCP service through Traefik. Without TLS there is no name to route by, hence one entry point per service.
# scope: service
# 1: mqtt
# 2: mqtt-tcp

tags = [
  "traefik.enable=true",
  "traefik.tcp.routers.mqtt.rule=HostSNI(`*`)",
  "traefik.tcp.routers.mqtt.entrypoints=mqtt-tcp",
]
