# prefix: traefik-http
# name: Traefik: route by host name
# description: Tags that publish a service through Traefik on its HTTP entry point.
# scope: service
# 1: wiki
# 2: wiki.example.com
# 3: web

tags = [
  "traefik.enable=true",
  "traefik.http.routers.wiki.rule=Host(`wiki.example.com`)",
  "traefik.http.routers.wiki.entrypoints=web",
]
