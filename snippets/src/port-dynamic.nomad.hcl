# prefix: port-dynamic
# name: Dynamic port
# description: Nomad picks the host port; the program must listen on NOMAD_PORT_<label>.
# scope: network
# 1: http (port)

port "http" {}
