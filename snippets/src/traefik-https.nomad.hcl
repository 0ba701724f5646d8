# prefix: traefik-https
# name: Traefik: route by host name, with TLS
# description: Tags that publish a service through Traefik on its HTTPS entry point, with a certificate of its resolver.
# scope: service
# 1: wiki
# 2: wiki.example.com
# 3: websecure
# 4: letsencrypt

tags = [
  "traefik.enable=true",
  "traefik.http.routers.wiki.rule=Host(`wiki.example.com`)",
  "traefik.http.routers.wiki.entrypoints=websecure",
  "traefik.http.routers.wiki.tls=true",
  "traefik.http.routers.wiki.tls.certresolver=letsencrypt",
]
